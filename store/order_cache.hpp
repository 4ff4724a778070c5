#pragma once

#include "store/floors.hpp"
#include "store/redis_link.hpp"
#include "store/store.hpp"
#include "tokens/keys.hpp"

#include <chrono>
#include <memory>
#include <optional>

namespace store {

// What pages are read through. A read that starts after a write was answered never shows the state before it:
//
//   floors   the commit path of this process, and the tail of `changes` for what others wrote, raise the
//            least version of each entity that may be shown; nothing below it, nor a copy older than the
//            floors go back, is ever used (Floors)
//   flights  many who ask for one link at once wait for one load, but only for one that began after they
//            asked
//   shared   with several instances each look asks Redis for the newest versions, and a write is answered
//            once Redis has them, or `patience` after its commit
//
// Redis holds what would else be loaded again: snapshots, sealed, under keys of this store's epoch. When it
// is missing, slow, empty, full or filled with anything else, only speed changes. Used from every loop.
class OrderCache {
 public:
  struct Options {
    std::optional<RedisOptions> redis = {};
    bool shared = false;  // other instances write to the same store
    std::shared_ptr<const tokens::KeyRing> keys = {};
    std::chrono::milliseconds patience{1000};  // the longest that an answer waits for Redis
    std::chrono::milliseconds tail_every{250};
  };
  OrderCache(Store& store, Options options);
  ~OrderCache();
  OrderCache(const OrderCache&) = delete;
  OrderCache& operator=(const OrderCache&) = delete;

  // Follows the store's changes and Redis on this loop, which outlives the cache; before requests come.
  // `learnt` is told there of what other instances have changed.
  void start(boost::asio::io_context& loop, ChangeListener learnt = {});
  // Ends all that waits on any loop, which must still run. Looks go to the store from here on.
  void stop();

  // Whether the floors alone say what is the newest: then a page that they allow may be shown as it is.
  bool exact() const;
  Floors& floors();
  orders::Instant now() const;  // by the store's clock, which all instances share

  struct Look {
    bool same = false;                              // what is known is still the newest
    std::shared_ptr<const LinkedOrder> found = {};  // else what the link opens; null: nothing
  };
  // What the link opens, at least as new as any write that was answered before this call. `known` are the
  // versions that the caller has a page of, whose floors it has held since the page was made.
  Task<Look> look(LinkKey key, const Watched* known = nullptr);

  // What a commit of this process has changed; on the store's thread, before the commit is answered.
  void committed(std::span<const Change> changes);
  // Returns when all that was committed before may be answered: at once, or shared, when Redis has it or the
  // patience is over.
  Task<void> settled();

  struct Counts {
    std::uint64_t loads = 0, joined = 0, redis_hits = 0, redis_misses = 0, redis_failures = 0, unknown = 0;
  };
  Counts counts() const;  // since the start
  // Whether Redis can be reached; nullopt: there is none.
  std::optional<bool> reaches_redis() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace store
