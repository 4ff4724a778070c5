#include "store/order_cache.hpp"

#include "store/cache_protocol.hpp"
#include "store/store_clock.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <map>
#include <mutex>

namespace store {

namespace asio = boost::asio;

namespace {

class TimerBell : public Bell, public std::enable_shared_from_this<TimerBell> {
 public:
  explicit TimerBell(const CacheWorld::Loop& loop) : timer_{loop} {}

  Task<void> wait(std::chrono::milliseconds limit) override {
    const auto self = shared_from_this();
    if (rung_) co_return;
    timer_.expires_after(limit);
    constexpr auto token = asio::as_tuple(asio::use_awaitable_t<CacheWorld::Loop>{});
    co_await timer_.async_wait(token);
  }
  void ring() override {
    asio::post(timer_.get_executor(), [self = shared_from_this()] {
      self->rung_ = true;
      self->timer_.cancel();
    });
  }

 private:
  using Clock = std::chrono::steady_clock;
  asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, CacheWorld::Loop> timer_;
  bool rung_ = false;  // known on the loop
};

// The store, this machine's clocks, and a connection to Redis for each loop that asks.
class RealWorld : public CacheWorld {
 public:
  RealWorld(Store& store, std::optional<RedisOptions> redis) : store_{store}, redis_{std::move(redis)} {}

  Ticks ticks() override { return std::chrono::steady_clock::now(); }
  orders::Instant wall() override { return store_clock(); }
  std::shared_ptr<Bell> bell(const Loop& loop) override { return std::make_shared<TimerBell>(loop); }

  Task<std::optional<RedisReply>> call(RedisCommand command) override {
    const auto loop = co_await asio::this_coro::executor;
    const auto link = link_of(loop.context());
    if (!link) co_return std::nullopt;
    co_return co_await link->call(command);
  }
  Task<std::optional<RedisReply>> call_all(std::span<const RedisCommand> commands) override {
    const auto loop = co_await asio::this_coro::executor;
    const auto link = link_of(loop.context());
    if (!link) co_return std::nullopt;
    co_return co_await link->call_all(commands);
  }
  Task<std::shared_ptr<const LinkedOrder>> find_link(LinkKey key) override { return store_.find_link(key); }
  Task<Store::Tail> tail_changes(orders::Instant since) override { return store_.tail_changes(since); }

  // Each on its own loop. What goes on there hears no more from Redis.
  void stop() {
    decltype(links_) links;
    {
      const std::lock_guard lock{mutex_};
      links.swap(links_);
      redis_.reset();
    }
    for (auto& [loop, link] : links) asio::post(*loop, [link = std::move(link)] { link->stop(); });
  }

  std::shared_ptr<RedisLink> link_of(asio::io_context& loop) {
    const std::lock_guard lock{mutex_};
    if (!redis_) return nullptr;
    auto& link = links_[&loop];
    if (!link) link = std::make_shared<RedisLink>(loop, *redis_);
    return link;
  }

 private:
  Store& store_;
  std::mutex mutex_;
  std::optional<RedisOptions> redis_;
  std::map<asio::io_context*, std::shared_ptr<RedisLink>> links_;
};

CacheProtocol::Options protocol_options(const Store& store, const OrderCache::Options& options) {
  return {.redis = options.redis.has_value(),
          .shared = options.shared,
          .epoch = store.epoch(),
          .keys = options.keys,
          .patience = options.patience,
          .tail_every = options.tail_every};
}

}  // namespace

struct OrderCache::State {
  State(Store& store, Options how)
      : redis{how.redis},
        world{std::make_shared<RealWorld>(store, how.redis)},
        protocol{
            std::make_shared<CacheProtocol>(world, protocol_options(store, how), CacheProtocol::Rules{})} {}

  static Options with_health(Options how) {
    if (how.redis && !how.redis->health) how.redis->health = std::make_shared<RedisHealth>();
    return how;
  }

  std::optional<RedisOptions> redis;
  std::shared_ptr<RealWorld> world;
  std::shared_ptr<CacheProtocol> protocol;
  asio::io_context* loop = nullptr;
  std::shared_ptr<RedisListener> listener;
};

OrderCache::OrderCache(Store& store, Options options)
    : state_{std::make_shared<State>(store, State::with_health(std::move(options)))} {}
OrderCache::~OrderCache() { stop(); }

void OrderCache::start(asio::io_context& loop, ChangeListener learnt) {
  state_->loop = &loop;
  state_->protocol->start(loop.get_executor(), std::move(learnt));
  if (!state_->redis) return;
  state_->world->link_of(loop);  // so that whether Redis is there is known before anybody asks it
  if (exact()) return;
  const auto heard = [protocol = state_->protocol](std::string_view message) { protocol->heard(message); };
  state_->listener =
      std::make_shared<RedisListener>(loop, *state_->redis, state_->protocol->channel(), heard);
  state_->listener->start();
}

void OrderCache::stop() {
  state_->protocol->stop();
  state_->world->stop();
  if (auto listener = std::exchange(state_->listener, nullptr))
    asio::post(*state_->loop, [listener] { listener->stop(); });
}

bool OrderCache::exact() const { return state_->protocol->exact(); }
Floors& OrderCache::floors() { return state_->protocol->floors(); }
orders::Instant OrderCache::now() const { return state_->protocol->now(); }

Task<OrderCache::Look> OrderCache::look(LinkKey key, const Watched* known) {
  return state_->protocol->look(key, known ? std::optional{*known} : std::nullopt);
}

void OrderCache::committed(std::span<const Change> changes) { state_->protocol->committed(changes); }
Task<void> OrderCache::settled() { return state_->protocol->settled(); }
std::optional<bool> OrderCache::reaches_redis() const {
  return state_->redis ? std::optional{state_->redis->health->reachable()} : std::nullopt;
}
OrderCache::Counts OrderCache::counts() const { return state_->protocol->counts(); }

}  // namespace store
