#pragma once

#include "store/cache_world.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

namespace store {

// Changes on their way to Redis: the newest of each entity, what piles up while one batch travels in the
// next, and again until Redis has it or it is too old to matter, when the floors of all instances know of it.
// Added to from any thread; one coroutine sends.
class PutQueue {
 public:
  using Send = std::function<Task<bool>(std::span<const Change>)>;
  static constexpr std::size_t most_at_once = 16;
  static constexpr std::chrono::seconds worth_it{10};  // far beyond the patience of those who wait

  PutQueue(CacheWorld& world, bool insist) : world_{world}, insist_{insist} {}

  void add(std::span<const Change> changes);
  // Sends what is added until `stop`; what fails is dropped unless we insist.
  Task<void> run(Send send);
  // Returns when all that has been added so far is in Redis, or after `patience`.
  Task<void> settled(std::chrono::milliseconds patience);
  void stop();

 private:
  struct Waiting {
    Change change{};
    std::uint64_t since = 0;  // the first change of the entity that Redis does not have
    CacheWorld::Ticks added{};
  };
  struct Waiter {
    std::uint64_t upto = 0;
    std::shared_ptr<Bell> bell;
  };
  using Key = std::pair<Change::Kind, orders::Uuid>;

  struct Parcel {
    std::vector<Waiting> all = {};
    std::shared_ptr<Bell> idle = {};  // to wait for when there is nothing
  };
  std::optional<Parcel> take(const CacheWorld::Loop& loop);  // nullopt: stopped
  void sent(const std::vector<Waiting>& batch, bool kept);
  bool has_all(std::uint64_t upto) const;

  CacheWorld& world_;
  const bool insist_;
  mutable std::mutex mutex_;
  bool stopped_ = false;
  std::uint64_t added_ = 0;
  std::map<Key, Waiting> waiting_, travelling_;
  std::vector<Waiter> waiters_;
  std::shared_ptr<Bell> idle_, pausing_;  // the sender's, when it has nothing to send or was not heard
};

}  // namespace store
