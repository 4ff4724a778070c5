#include "store/cache_protocol.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>

namespace store {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

ChangeTail::Options tail_options(const CacheProtocol::Options& options) {
  using Asks = ChangeTail::Options::Asks;
  const auto asks = options.shared ? Asks::always : options.redis ? Asks::until_answered : Asks::never;
  return {.asks = asks, .every = options.tail_every, .memory = options.memory, .overlap = options.overlap};
}

// An entry is kept for longer than it is used: the clocks differ.
constexpr auto hygiene = 5min;

}  // namespace

CacheProtocol::CacheProtocol(std::shared_ptr<CacheWorld> world, Options options, Rules rules)
    : world_{std::move(world)},
      options_{std::move(options)},
      rules_{rules},
      tail_{*world_, floors_, tail_options(options_), [this](auto changes) { learnt(changes); }},
      flights_{*world_,
               [this](const LinkedOrder& found) {
                 return !rules_.next_flight || (exact() && floors_.allow(Watched::of(found)));
               }},
      redis_{*world_, CacheEntries{options_.epoch, options_.keys}, options_.memory + hygiene},
      puts_{*world_, options_.shared} {}

void CacheProtocol::start(const CacheWorld::Loop& loop, ChangeListener learnt) {
  learnt_ = std::move(learnt);
  auto self = shared_from_this();
  const auto follow = [](std::shared_ptr<CacheProtocol> protocol) -> Task<void> {
    co_await protocol->tail_.run();
  };
  asio::co_spawn(loop, follow(self), asio::detached);
  if (!options_.redis) return;
  const auto send = [](std::shared_ptr<CacheProtocol> protocol) -> Task<void> {
    PutQueue::Send put = [&protocol](std::span<const Change> changes) {
      return protocol->redis_.put(changes, protocol->now());
    };
    co_await protocol->puts_.run(std::move(put));
  };
  asio::co_spawn(loop, send(self), asio::detached);
}

void CacheProtocol::stop() {
  stopped_ = true;
  tail_.stop();
  puts_.stop();
}

bool CacheProtocol::trusts_copies() const {
  if (stopped_ || !tail_.begun()) return false;
  return exact() || !rules_.fresh_tail || tail_.fresh(options_.patience);
}

// Asked when Redis has answered, so that the floors are those of a moment after the read began.
bool CacheProtocol::may_show(const RedisOrders::Answer& answer) const {
  if (!answer.found || !trusts_copies()) return false;
  const auto age = tail_.now() - answer.born;
  if (rules_.heed_age && (age > options_.memory - options_.memory / 10 || age < -options_.memory))
    return false;
  return !rules_.heed_floors || floors_.allow(Watched::of(*answer.found));
}

Task<OrderCache::Look> CacheProtocol::look(LinkKey key, std::optional<Watched> known) {
  OrderCache::Look look;
  if (known && (exact() || !rules_.ask_redis) && floors_.vouch(*known)) {
    look.same = true;
    co_return look;
  }
  if (unknown_.holds(key, world_->ticks()) && (exact() || trusts_copies())) {
    counts_.unknown.fetch_add(1, std::memory_order_relaxed);
    co_return look;
  }
  Flights::Load load = [self = shared_from_this(), key] { return self->find(key); };
  if (known && options_.redis && trusts_copies() && !exact()) {
    const auto answer = co_await redis_.ask(key, *known);
    count(answer);
    if (answer.same && trusts_copies() && (!rules_.heed_floors || floors_.vouch(*known))) {
      look.same = true;
      co_return look;
    }
    look.found = answer.found;
    if (may_show(answer)) co_return look;
    load = [self = shared_from_this(), key, junk = answer.junk] { return self->load(key, junk); };
  }
  look.found = co_await flights_.board(key, std::move(load));
  // Redis could not say so, but the store does: the page need not be made again.
  look.same = known && look.found && Watched::of(*look.found) == *known && floors_.vouch(*known);
  co_return look;
}

Task<CacheProtocol::Found> CacheProtocol::find(LinkKey key) {
  RedisOrders::Junk junk;
  if (options_.redis && trusts_copies()) {
    auto answer = co_await redis_.find(key);
    count(answer);
    if (may_show(answer)) co_return answer.found;
    junk = answer.junk;
  }
  co_return co_await load(key, junk);
}

Task<CacheProtocol::Found> CacheProtocol::load(LinkKey key, RedisOrders::Junk junk) {
  const auto moment = unknown_.moment();
  const auto born = now();
  counts_.loads.fetch_add(1, std::memory_order_relaxed);
  auto found = co_await world_->find_link(key);
  if (!found) {
    unknown_.add(key, moment, world_->ticks());
    co_return nullptr;
  }
  if (options_.redis && trusts_copies()) {
    const auto fill = [](std::shared_ptr<CacheProtocol> self, LinkKey link, Found what, orders::Instant when,
                         RedisOrders::Junk over) -> Task<void> {
      co_await self->redis_.fill(link, std::move(what), when, std::move(over));
    };
    asio::co_spawn(co_await asio::this_coro::executor, fill(shared_from_this(), key, found, born, junk),
                   asio::detached);
  }
  co_return found;
}

void CacheProtocol::count(const RedisOrders::Answer& answer) {
  auto& counter = !answer.heard                 ? counts_.failures
                  : answer.same || answer.found ? counts_.hits
                                                : counts_.misses;
  counter.fetch_add(1, std::memory_order_relaxed);
}

void CacheProtocol::committed(std::span<const Change> changes) {
  const auto when = now();
  std::vector<Change> shown;  // one that is no news and has no snapshot has changed nothing that a page shows
  for (const auto& change : changes)
    if (floors_.raise(change, when) || change.snapshot) shown.push_back(change);
  unknown_.clear();
  if (options_.redis) puts_.add(shown);
}

Task<void> CacheProtocol::settled() {
  if (!exact()) co_await puts_.settled(options_.patience);
}

void CacheProtocol::learnt(std::span<const Change> changes) {
  unknown_.clear();
  if (learnt_ && !exact()) learnt_(changes);
}

void CacheProtocol::heard(std::string_view message) {
  std::vector<Change> news;
  for (const auto& change : redis_.entries().from_message(message))
    if (floors_.raise(change, now())) news.push_back(change);
  if (!news.empty()) learnt(news);
}

OrderCache::Counts CacheProtocol::counts() const {
  return {.loads = counts_.loads,
          .joined = flights_.joined(),
          .redis_hits = counts_.hits,
          .redis_misses = counts_.misses,
          .redis_failures = counts_.failures,
          .unknown = counts_.unknown};
}

}  // namespace store
