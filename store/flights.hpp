#pragma once

#include "store/cache_world.hpp"

#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

namespace store {

// Loads that many wait for at once. Who asks while a load of the same link is under way has come too late for
// it, since it may have read what a write answered meanwhile has changed: all of them wait together for the
// one after it. So any number of readers cost two loads. Used from every loop.
class Flights {
 public:
  using Found = std::shared_ptr<const LinkedOrder>;
  using Load = std::function<Task<Found>()>;
  // Whether what a load brought is known to be as new as any write that has been answered by now: then it
  // does for those who came too late, too.
  using Newest = std::function<bool(const LinkedOrder&)>;

  Flights(CacheWorld& world, Newest newest) : world_{world}, newest_{std::move(newest)} {}

  // What `load` brings, or another's that began after this call. Throws what it threw.
  Task<Found> board(LinkKey key, Load load);
  std::uint64_t joined() const;  // who did not load themselves

 private:
  struct Group;
  class Airborne;
  struct Route {
    std::shared_ptr<Group> next = {};  // who waits for the load after the one under way
  };
  void land(const LinkKey& key, const Found& found);
  static Task<void> fly(Flights& flights, LinkKey key, std::shared_ptr<Group> group);

  CacheWorld& world_;
  const Newest newest_;
  mutable std::mutex mutex_;
  std::map<LinkKey, Route> routes_;  // of links that are being loaded
  std::uint64_t joined_ = 0;
};

}  // namespace store
