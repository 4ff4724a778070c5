#include "store/flights.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>

#include <atomic>
#include <utility>

namespace store {

namespace asio = boost::asio;

struct Flights::Group {
  Group(CacheWorld::Loop on, Load how) : loop{std::move(on)}, load{std::move(how)} {}

  void land(Found brought, std::exception_ptr thrown) {
    found = std::move(brought);
    fault = std::move(thrown);
    landed.store(true, std::memory_order_release);
    for (const auto& bell : std::exchange(bells, {})) bell->ring();
  }

  const CacheWorld::Loop loop;  // of who came first, with whose `load` it flies
  const Load load;
  std::vector<std::shared_ptr<Bell>> bells;  // changes only while the group waits, under the lock
  std::atomic<bool> landed{false};
  Found found;
  std::exception_ptr fault;
};

// A load under way. One that never lands, since its loop ended, frees the way: who waits for the next flight
// holds what holds these routes.
class Flights::Airborne {
 public:
  Airborne(Flights& flights, const LinkKey& key) : flights_{flights}, key_{key} {}
  ~Airborne() {
    if (landed_) return;
    const std::lock_guard lock{flights_.mutex_};
    lost_ = flights_.routes_.extract(key_);
  }
  void land(const Found& found) {
    landed_ = true;
    flights_.land(key_, found);
  }

 private:
  Flights& flights_;
  const LinkKey key_;
  bool landed_ = false;
  std::map<LinkKey, Route>::node_type lost_;  // outlives the lock
};

Task<Flights::Found> Flights::board(LinkKey key, Load load) {
  const auto loop = co_await asio::this_coro::executor;
  std::shared_ptr<Group> group;
  std::shared_ptr<Bell> bell;
  {
    const std::lock_guard lock{mutex_};
    const auto [route, free] = routes_.try_emplace(key);
    if (!free) {
      auto& next = route->second.next;
      if (!next) next = std::make_shared<Group>(loop, load);
      group = next;
      bell = world_.bell(loop);
      group->bells.push_back(bell);
      ++joined_;
    }
  }
  if (group) {
    while (!group->landed.load(std::memory_order_acquire)) co_await bell->wait(std::chrono::hours{1});
    if (group->fault) std::rethrow_exception(group->fault);
    co_return group->found;
  }
  Airborne flight{*this, key};
  Found found;
  std::exception_ptr fault;
  try {
    found = co_await load();
  } catch (...) {
    fault = std::current_exception();
  }
  flight.land(found);
  if (fault) std::rethrow_exception(fault);
  co_return found;
}

// The way is free again, or those who waited set off.
void Flights::land(const LinkKey& key, const Found& found) {
  std::shared_ptr<Group> group;
  bool served = false;
  {
    const std::lock_guard lock{mutex_};
    const auto route = routes_.find(key);
    group = std::move(route->second.next);
    served = group && found && newest_(*found);
    if (!group || served) routes_.erase(route);
  }
  if (served) group->land(found, nullptr);
  if (group && !served) asio::co_spawn(group->loop, fly(*this, key, group), asio::detached);
}

Task<void> Flights::fly(Flights& flights, LinkKey key, std::shared_ptr<Group> group) {
  Airborne flight{flights, key};
  Found found;
  std::exception_ptr fault;
  try {
    found = co_await group->load();
  } catch (...) {
    fault = std::current_exception();
  }
  group->land(found, fault);
  flight.land(found);
}

std::uint64_t Flights::joined() const {
  const std::lock_guard lock{mutex_};
  return joined_;
}

}  // namespace store
