#pragma once

#include "store/change_tail.hpp"
#include "store/flights.hpp"
#include "store/floors.hpp"
#include "store/order_cache.hpp"
#include "store/put_queue.hpp"
#include "store/redis_orders.hpp"
#include "store/unknown_links.hpp"

namespace store {

// The rules by which copies are used, over a world that a test can simulate. For a read that starts at T:
//
//   tail     every change whose commit was over at T - patience has raised the floors, or no copy is used
//   redis    of a younger change that was answered before T, Redis was told before it was answered: it
//            refuses what is older from then on, and with several instances it is asked on every read
//   floors   nothing older than they say is shown, whoever holds it, nor what Redis kept for longer than they
//            go back
//   flights  who reads the store reads it after T, or together with others of which the same is true
//
// Redis may lose, delay or make up what it likes: a change that it was told and lost is missed until the tail
// has it, at most `patience` after its commit.
class CacheProtocol : public std::enable_shared_from_this<CacheProtocol> {
 public:
  struct Options {
    bool redis = false, shared = false;
    std::string epoch = {};
    std::shared_ptr<const tokens::KeyRing> keys = {};
    std::chrono::milliseconds patience{1000}, tail_every{250};
    std::chrono::milliseconds memory = Floors::kept_for, overlap{10'000};
  };
  // All hold. The simulation breaks each to show that it is needed.
  struct Rules {
    bool fresh_tail = true, ask_redis = true, heed_floors = true, heed_age = true, next_flight = true;
  };
  CacheProtocol(std::shared_ptr<CacheWorld> world, Options options, Rules rules);

  void start(const CacheWorld::Loop& loop, ChangeListener learnt = {});  // told on this loop
  void stop();

  bool exact() const { return !options_.shared; }
  Floors& floors() { return floors_; }
  orders::Instant now() const { return tail_.now(); }
  Task<OrderCache::Look> look(LinkKey key, std::optional<Watched> known);
  void committed(std::span<const Change> changes);
  Task<void> settled();
  // What another instance has said.
  void heard(std::string_view message);
  const std::string& channel() const { return redis_.entries().channel(); }
  OrderCache::Counts counts() const;

 private:
  using Found = Flights::Found;
  bool trusts_copies() const;
  bool may_show(const RedisOrders::Answer& answer) const;
  void count(const RedisOrders::Answer& answer);
  Task<Found> load(LinkKey key, RedisOrders::Junk junk);
  Task<Found> find(LinkKey key);
  void learnt(std::span<const Change> changes);

  const std::shared_ptr<CacheWorld> world_;
  const Options options_;
  const Rules rules_;
  Floors floors_;
  ChangeTail tail_;
  Flights flights_;
  RedisOrders redis_;
  PutQueue puts_;
  UnknownLinks unknown_;
  ChangeListener learnt_;
  std::atomic<bool> stopped_{false};
  struct {
    std::atomic<std::uint64_t> loads{0}, hits{0}, misses{0}, failures{0}, unknown{0};
  } counts_;
};

}  // namespace store
