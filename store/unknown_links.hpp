#pragma once

#include "store/act.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <vector>

namespace store {

// Keys that opened nothing a moment ago, so that asking for them again and again asks the store little. Takes
// the same memory however many there are. Nobody can ask for a link before its code was drawn, which is when
// it is made; all the same each commit that is heard of empties the set, and what was read before a commit
// does not enter it afterwards. Used from every loop.
class UnknownLinks {
 public:
  using Ticks = std::chrono::steady_clock::time_point;
  static constexpr std::size_t places = 4096;
  static constexpr std::chrono::seconds kept_for{2};

  // Before the store is asked.
  std::uint64_t moment() const { return moment_.load(std::memory_order_acquire); }
  void add(const LinkKey& key, std::uint64_t moment, Ticks now);
  bool holds(const LinkKey& key, Ticks now) const;
  void clear() { moment_.fetch_add(1, std::memory_order_acq_rel); }

 private:
  struct Place {
    LinkKey key{};
    std::uint64_t moment = 0;
    Ticks until{};
  };
  static std::size_t place_of(const LinkKey& key) { return (key[0] * 256U + key[1]) % places; }

  std::atomic<std::uint64_t> moment_{1};
  mutable std::mutex mutex_;
  std::vector<Place> places_ = std::vector<Place>(places);
};

}  // namespace store
