#pragma once

#include "store/order_cache.hpp"
#include "tests/redis.hpp"
#include "tests/store/sample.hpp"

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/use_future.hpp>
#include <functional>
#include <future>
#include <thread>

namespace test {

// A loop on a thread of its own.
class Loop {
 public:
  boost::asio::io_context& io() { return io_; }
  void end() {
    work_.reset();
    thread_.join();
  }

 private:
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{io_.get_executor()};
  std::thread thread_{[this] { io_.run(); }};
};

// A test fails rather than waits for ever.
inline bool comes_true(const std::function<bool()>& condition) {
  for (const auto until = std::chrono::steady_clock::now() + 20s; std::chrono::steady_clock::now() < until;
       std::this_thread::sleep_for(1ms))
    if (condition()) return true;
  return false;
}

// A shop with an order and a link to it.
struct CacheHouse {
  std::vector<std::unique_ptr<Loop>> loops;  // outlive the store
  Folder folder;
  std::unique_ptr<store::Store> store = store::open(folder.options());
  House home = house(*store);
  orders::Order order = test::order(home.location);
  store::SealedLink link = test::link(order);
  const store::LinkKey key = link.link.key;
  std::function<void(std::span<const store::Change>)> hears = [](auto) {};

  CacheHouse() {
    order = added(*store, order, {link});
    store->subscribe([this](std::span<const store::Change> changes) { hears(changes); });
  }
  store::OrderCache::Options options(const RedisServer* redis, bool shared = false) const {
    store::OrderCache::Options options;
    if (redis) options.redis = store::RedisOptions{.address = store::parse_redis_url(redis->url())};
    options.shared = shared;
    options.keys = folder.options().keys;
    return options;
  }
  // The order's version from then on.
  std::int64_t write() {
    const auto changed = change(*store, order, orders::AddNote{.note = "Looked at"});
    REQUIRE(changed);
    return changed->version;
  }
};

// An instance of the service as far as it reads pages: a cache with loops of its own. One of several hears of
// the store's commits, as if the others ran elsewhere.
class Reader {
 public:
  enum class Hears { commits, nothing };

  Reader(CacheHouse& house, store::OrderCache::Options options, Hears hears = Hears::commits,
         std::size_t loops = 1)
      : house_{house}, cache_{*house.store, std::move(options)}, hears_{hears} {
    for (std::size_t i = 0; i < loops; ++i)
      loops_.push_back(house.loops.emplace_back(std::make_unique<Loop>()).get());
    if (hears == Hears::commits)
      house.hears = [this](std::span<const store::Change> changes) { cache_.committed(changes); };
    cache_.start(loops_.front()->io(),
                 [this](std::span<const store::Change> changes) { learnt_ += changes.size(); });
  }
  ~Reader() {
    if (hears_ == Hears::commits) house_.hears = [](auto) {};
    cache_.stop();
    for (auto* loop : loops_) loop->end();
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  store::OrderCache& cache() { return cache_; }
  const std::vector<Loop*>& loops() const { return loops_; }
  store::OrderCache::Counts counts() const { return cache_.counts(); }
  std::size_t learnt() const { return learnt_; }

  std::future<store::OrderCache::Look> start_look(const store::LinkKey& key, std::size_t loop = 0) {
    return boost::asio::co_spawn(loops_[loop]->io(), cache_.look(key), boost::asio::use_future);
  }
  store::OrderCache::Look look(const store::LinkKey& key, const store::Watched* known = nullptr) {
    return boost::asio::co_spawn(loops_.front()->io(), cache_.look(key, known), boost::asio::use_future)
        .get();
  }
  // The version of the order that is shown.
  std::int64_t shown() { return look(house_.key).found->order.version; }
  // How long a write that was committed just now waits for its answer.
  std::chrono::milliseconds settle() {
    const auto began = std::chrono::steady_clock::now();
    boost::asio::co_spawn(loops_.front()->io(), cache_.settled(), boost::asio::use_future).get();
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
  }
  // Whether looks are answered by Redis once everything is in its place.
  bool is_served_by_redis() {
    for (const auto until = std::chrono::steady_clock::now() + 20s;
         std::chrono::steady_clock::now() < until;) {
      const auto before = counts();
      look(house_.key);
      if (counts().redis_hits > before.redis_hits && counts().loads == before.loads) return true;
      std::this_thread::sleep_for(1ms);
    }
    return false;
  }

 private:
  CacheHouse& house_;
  std::vector<Loop*> loops_;
  std::atomic<std::size_t> learnt_{0};
  store::OrderCache cache_;
  const Hears hears_;
};

}  // namespace test
