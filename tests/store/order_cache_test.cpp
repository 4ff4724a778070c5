#include "tests/store/cache_house.hpp"

#include "tokens/hash.hpp"

#include <latch>

using namespace test;
using Hears = Reader::Hears;

TEST_SUITE_BEGIN("store/order_cache");

TEST_CASE("without Redis each look is the store's, and a page that is still the newest is known to be") {
  CacheHouse house;
  Reader reader{house, house.options(nullptr)};
  const auto found = reader.look(house.key).found;
  REQUIRE(found);
  CHECK(found->order == run(house.store->find_link(house.key))->order);
  const auto watched = store::Watched::of(*found);
  const auto cells = reader.cache().floors().cells(watched);
  CHECK(reader.look(house.key, &watched).same);
  CHECK(reader.counts().loads == 1);
  const auto version = house.write();
  CHECK_FALSE(store::Floors::allow(cells, watched));
  const auto after = reader.look(house.key, &watched);
  CHECK_FALSE(after.same);
  CHECK(after.found->order.version == version);
  CHECK(reader.settle() < 1s);
}

TEST_CASE("a thousand cold readers on two loops cost at most two loads") {
  CacheHouse house;
  for (const bool shared : {false, true}) {
    Reader reader{house, house.options(nullptr, shared), Hears::commits, 2};
    const auto before = reader.counts().loads;
    // Each loop is held until all have come, and goes on to what the store answers once both have begun all.
    std::latch come{1}, begun{2};
    for (auto* loop : reader.loops()) boost::asio::post(loop->io(), [&come] { come.wait(); });
    std::vector<std::future<store::OrderCache::Look>> looks;
    for (std::size_t i = 0; i < 1000; ++i) looks.push_back(reader.start_look(house.key, i % 2));
    for (auto* loop : reader.loops()) boost::asio::post(loop->io(), [&begun] { begun.arrive_and_wait(); });
    come.count_down();
    for (auto& look : looks) CHECK(look.get().found);
    CHECK(reader.counts().loads - before <= 2);
  }
}

TEST_CASE("a key that opens nothing asks the store once, and opens as soon as there is a link") {
  CacheHouse house;
  Reader reader{house, house.options(nullptr)};
  auto later = test::link(house.order);
  for (int i = 0; i < 100; ++i) CHECK_FALSE(reader.look(later.link.key).found);
  CHECK(reader.counts().loads == 1);
  CHECK(reader.counts().unknown == 99);
  REQUIRE(run(house.store->add_link(later, {orders::ActorKind::staff, "stf_sam"}, now)));
  CHECK(reader.look(later.link.key).found);
}

TEST_CASE("what one run has loaded the next finds in Redis, without a word that could be read there") {
  CacheHouse house;
  RedisServer redis;
  {
    Reader first{house, house.options(&redis)};
    CHECK(first.is_served_by_redis());
  }
  Reader second{house, house.options(&redis)};
  CHECK(second.is_served_by_redis());
  const auto look = second.look(house.key);
  const auto truth = *run(house.store->find_link(house.key));
  CHECK(look.found->order == truth.order);
  CHECK(look.found->link == truth.link);
  CHECK(look.found->location == truth.location);
  CHECK(look.found->shop == truth.shop);
  std::string all, key;
  for (std::istringstream keys{redis.say({"KEYS", "*"})}; std::getline(keys, key);) {
    CHECK(key.starts_with("claimcheck:" + tokens::hex(tokens::bytes(house.store->epoch())) + ":"));
    CHECK(std::stol(redis.say({"TTL", key})) <= 15 * 60);
    all += key + redis.say({"GET", key});
  }
  for (const auto* secret : {"Amelie", "customer.example", "1632960201", "Harbour", "Fernweh"})
    CHECK_MESSAGE(all.find(secret) == std::string::npos, secret);
}

TEST_CASE("with one instance a change is on the very next page, whatever becomes of Redis") {
  CacheHouse house;
  RedisServer redis;
  Reader reader{house, house.options(&redis)};
  const auto is_exact = [&] {
    for (int i = 0; i < 20; ++i) {
      const auto version = house.write();
      CHECK(reader.settle() < 500ms);
      if (reader.shown() != version) return false;
    }
    return true;
  };
  CHECK(reader.is_served_by_redis());
  CHECK(is_exact());
  redis.say({"SAVE"});
  house.write();
  redis.freeze();
  CHECK(is_exact());
  redis.thaw();
  CHECK(reader.is_served_by_redis());
  CHECK(is_exact());
  redis.flush();
  CHECK(is_exact());
  redis.kill();
  CHECK(is_exact());
  redis.start();  // with the old dump
  CHECK(is_exact());
  CHECK(reader.is_served_by_redis());
  CHECK(is_exact());
}

TEST_CASE("an instance that starts trusts nothing that Redis kept from before a change it did not hear of") {
  CacheHouse house;
  RedisServer redis;
  {
    Reader first{house, house.options(&redis)};
    CHECK(first.is_served_by_redis());
  }
  const auto version = house.write();  // committed, and then the process ended before Redis was told
  Reader second{house, house.options(&redis)};
  for (int i = 0; i < 20; ++i) CHECK(second.shown() == version);
  CHECK(second.is_served_by_redis());
  CHECK(second.shown() == version);
}

TEST_CASE("junk in Redis is not shown, and gives way to what is true") {
  CacheHouse house;
  RedisServer redis;
  for (const bool shared : {false, true}) {
    Reader reader{house, house.options(&redis, shared)};
    CHECK(reader.is_served_by_redis());
    const auto truth = run(house.store->find_link(house.key))->order;
    std::vector<std::string> keys;
    std::string key;
    for (std::istringstream all{redis.say({"KEYS", "*"})}; std::getline(all, key);) keys.push_back(key);
    REQUIRE(keys.size() >= 5);
    const std::vector<std::vector<std::string>> kinds{
        {"SET", "", "junk"},    {"SET", "", ""},        {"SET", "", "1:junk"},
        {"SET", "", "999999:"}, {"SET", "", ":"},       {"SET", "", "99999999999999999999999:junk"},
        {"RPUSH", "", "junk"},  {"HSET", "", "v", "9"}, {"SADD", "", "junk"}};
    for (auto command : kinds) {
      for (const auto& each : keys) {
        redis.say({"DEL", each});
        command[1] = each;
        redis.say(command);
      }
      INFO(command[0], " ", command[2]);
      CHECK(reader.look(house.key).found->order == truth);
      CHECK(reader.is_served_by_redis());
      CHECK(reader.look(house.key).found->order == truth);
    }
    // One entity's entry under another's name.
    const auto one = redis.say({"GET", keys[0]});
    redis.say({"COPY", keys[0], keys[1], "REPLACE"});
    redis.say({"COPY", keys[2], keys[3], "REPLACE"});
    CHECK(reader.look(house.key).found->order == truth);
    CHECK(reader.is_served_by_redis());
  }
}

TEST_CASE("another store's entries are never asked for") {
  RedisServer redis;
  CacheHouse house, other;
  Reader reader{house, house.options(&redis)}, stranger{other, other.options(&redis)};
  CHECK(reader.is_served_by_redis());
  CHECK_FALSE(stranger.look(house.key).found);
  CHECK(stranger.is_served_by_redis());
}

TEST_CASE("Redis that has forgotten the scripts is told them again") {
  CacheHouse house;
  RedisServer redis;
  Reader reader{house, house.options(&redis)};
  CHECK(reader.is_served_by_redis());
  redis.say({"SCRIPT", "FLUSH"});
  const auto before = reader.counts();
  CHECK(reader.look(house.key).found);
  CHECK(reader.counts().redis_hits == before.redis_hits + 1);
  CHECK(reader.counts().redis_failures == before.redis_failures);
}

TEST_SUITE_END();
