#include "tests/store/cache_house.hpp"

using namespace test;
using Hears = Reader::Hears;

namespace {

// Two instances, one of which writes, and a Redis between them.
struct Pair {
  CacheHouse house;
  RedisServer redis;
  Reader writer, other;

  explicit Pair(std::chrono::milliseconds patience = 300ms)
      : writer{house, options(patience)}, other{house, options(patience), Hears::nothing} {
    CHECK(writer.is_served_by_redis());
    CHECK(other.is_served_by_redis());
  }
  store::OrderCache::Options options(std::chrono::milliseconds patience) const {
    auto options = house.options(&redis, true);
    options.patience = patience;
    options.tail_every = patience / 4;
    return options;
  }
};

}  // namespace

TEST_SUITE_BEGIN("store/order_cache");

TEST_CASE(
    "a page of another instance is known to be the newest by asking Redis, and the store is not asked") {
  Pair pair;
  const auto watched = store::Watched::of(*pair.other.look(pair.house.key).found);
  const auto cells = pair.other.cache().floors().cells(watched);
  const auto loads = pair.other.counts().loads;
  CHECK(comes_true([&] { return pair.other.look(pair.house.key, &watched).same; }));
  CHECK(pair.other.counts().loads == loads);
  const auto version = pair.house.write();
  pair.writer.settle();
  const auto look = pair.other.look(pair.house.key, &watched);
  CHECK_FALSE(look.same);
  REQUIRE(look.found);
  CHECK(look.found->order.version == version);
}

TEST_CASE("C39: what one instance has answered is on the next page of another") {
  Pair pair;
  for (int i = 0; i < 200; ++i) {
    const auto version = pair.house.write();
    pair.writer.settle();
    REQUIRE(pair.other.shown() == version);
  }
}

TEST_CASE("an instance hears of a change elsewhere without asking") {
  Pair pair;
  const auto watched = store::Watched::of(*pair.other.look(pair.house.key).found);
  const auto cells = pair.other.cache().floors().cells(watched);
  const auto before = pair.other.learnt();
  pair.house.write();
  CHECK(comes_true([&] { return !store::Floors::allow(cells, watched); }));
  CHECK(pair.other.learnt() > before);
}

TEST_CASE("while Redis is gone or frozen a write waits for the others' tails, and is on their next page") {
  constexpr auto patience = 300ms;
  Pair pair{patience};
  const auto is_shown = [&](int times) {
    for (int i = 0; i < times; ++i) {
      const auto version = pair.house.write();
      const auto waited = pair.writer.settle();
      CHECK(waited < patience + 2s);
      if (pair.other.shown() != version) return false;
    }
    return true;
  };
  pair.redis.freeze();
  pair.house.write();
  CHECK(pair.writer.settle() >= patience);
  CHECK(is_shown(3));
  pair.redis.thaw();
  CHECK(pair.other.is_served_by_redis());
  CHECK(is_shown(20));
  pair.redis.kill();
  CHECK(is_shown(3));
  pair.redis.start();
  CHECK(pair.other.is_served_by_redis());
  CHECK(is_shown(20));
  pair.redis.flush();
  CHECK(is_shown(20));
}

TEST_CASE("a Redis that comes back with an old dump misleads nobody for longer than the patience") {
  constexpr auto patience = 300ms;
  Pair pair{patience};
  pair.redis.say({"SAVE"});
  const auto version = pair.house.write();
  pair.writer.settle();
  const auto committed = std::chrono::steady_clock::now();
  pair.redis.kill();
  pair.redis.start();
  for (bool over = false; !over;) {
    over = std::chrono::steady_clock::now() - committed > patience;
    const auto shown = pair.other.shown();
    if (over) CHECK(shown == version);
  }
  CHECK(pair.other.is_served_by_redis());
  CHECK(pair.other.shown() == version);
}

TEST_CASE("a full Redis keeps nothing that is older than what it had no room for") {
  constexpr auto patience = 300ms;
  Pair pair{patience};
  pair.redis.say({"CONFIG", "SET", "maxmemory", "1"});
  const auto version = pair.house.write();
  CHECK(pair.writer.settle() >= patience);
  CHECK(pair.other.shown() == version);
  pair.redis.say({"CONFIG", "SET", "maxmemory", "0"});
  CHECK(pair.other.is_served_by_redis());
  CHECK(pair.other.shown() == version);
}

TEST_CASE("when the cache stops nobody waits on, and looks go to the store") {
  Pair pair{20s};
  pair.redis.freeze();
  pair.house.write();
  std::promise<void> settled;
  std::thread waiting{[&] {
    pair.writer.settle();
    settled.set_value();
  }};
  pair.writer.cache().stop();
  CHECK(settled.get_future().wait_for(10s) == std::future_status::ready);
  waiting.join();
  CHECK(pair.writer.look(pair.house.key).found);
}

TEST_SUITE_END();
