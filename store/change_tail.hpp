#pragma once

#include "store/cache_world.hpp"
#include "store/floors.hpp"

#include <atomic>
#include <functional>
#include <limits>
#include <mutex>

namespace store {

// Follows what the store says has changed and raises the floors by it: that is how an instance learns for
// certain what others wrote, and after its own start what was written before. The store's answers overlap,
// since a change becomes visible a while after the instant that it carries. Also keeps the store's time.
class ChangeTail {
 public:
  struct Options {
    enum class Asks { never, until_answered, always };
    Asks asks = Asks::always;  // always: others write, too
    std::chrono::milliseconds every{250};
    std::chrono::milliseconds memory = Floors::kept_for;  // how far back floors go
    // Longer than any transaction lasts, from its first change to the end of its commit.
    std::chrono::milliseconds overlap{10'000};
    // What clocks and commits may be late by before a floor is forgotten too soon.
    std::chrono::milliseconds slack() const { return memory / 10; }
  };

  // `learnt` is told of changes that were news.
  ChangeTail(CacheWorld& world, Floors& floors, Options options, ChangeListener learnt);

  Task<void> run();  // until `stop`
  void stop();

  // Every change whose commit was over that long ago has raised its floor: true of what the store said when
  // it was asked no longer than `age` ago.
  bool fresh(std::chrono::milliseconds age) const;
  bool begun() const;  // it has been answered at all
  // By the store's clock, as far as it is known.
  orders::Instant now() const;

 private:
  Task<bool> look();

  CacheWorld& world_;
  Floors& floors_;
  const Options options_;
  const ChangeListener learnt_;
  orders::Instant since_{};  // by the store's clock; changes before are known
  static constexpr auto never = std::numeric_limits<CacheWorld::Ticks::rep>::min();
  std::atomic<CacheWorld::Ticks::rep> asked_{never};  // when it was asked what it has answered
  std::atomic<orders::Instant::rep> offset_{0};       // of the store's clock
  std::mutex mutex_;
  std::shared_ptr<Bell> pausing_;
  bool stopped_ = false;
};

}  // namespace store
