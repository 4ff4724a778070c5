#include "tests/blackbox/acts.hpp"
#include "tests/redis.hpp"
#include "tokens/code.hpp"
#include "tokens/keys.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <set>

using namespace harness;

namespace {

Environment with_redis(std::string url, Environment more = {}) {
  more.insert({{"CLAIMCHECK_REDIS_URL", std::move(url)}, {"CLAIMCHECK_LIMITS_CONNECTIONS_PER_IP", "0"}});
  return at_once(std::move(more));
}

// Customers' pages as they are, by link, asked one after the other; none may hang on a Redis that does not
// answer.
std::map<std::string, std::string> pages_of(const Service& service, const RepairShop& shop) {
  std::map<std::string, std::string> pages;
  for (const auto& [number, link] : shop.links()) {
    const auto begun = std::chrono::steady_clock::now();
    auto answer = get(service.port(), link);
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{2});
    pages[link] = fmt::format("{}\n{}", answer.status, answer.body);
  }
  return pages;
}

// Asks for many codes that open nothing, over a few connections.
template <class Next>
void ask_in_vain(const Service& service, std::size_t times, Next next) {
  Crowd crowd{service.port(), 64};
  while (times > 0) {
    std::vector<std::string> requests(std::min<std::size_t>(times, 4096));
    for (auto& request : requests) request = get_bytes("/t/" + next());
    for (const auto& answer : crowd.ask(requests))
      if (answer.status != 404) FAIL(answer.head);
    times -= requests.size();
  }
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/cache_faults");

TEST_CASE("E16: pages are the same with Redis off, absent, full, broken, or closed to us") {
  const RepairShop shop;
  std::map<std::string, std::string> expected;
  {
    const Service service{shop.folder(), at_once()};
    expected = pages_of(service, shop);
  }
  REQUIRE(expected.size() > 5);
  const auto agree = [&](std::string_view with, const Environment& environment) {
    const Service service{shop.folder(), environment};
    CHECK(get(service.admin_port(), "/readyz").status == 200);
    for (int turn = 0; turn < 2; ++turn)  // cold, then hot
      for (const auto& [link, page] : pages_of(service, shop))
        CHECK_MESSAGE(page == expected.at(link), with, " gives another page");
    CHECK(get(service.admin_port(), "/healthz").status == 200);
  };
  const Environment shared{{"CLAIMCHECK_REDIS_SHARED", "true"}};
  for (const auto& more : {Environment{}, shared}) {
    agree("nobody there", with_redis(fmt::format("redis://127.0.0.1:{}", test::free_port()), more));
    {
      test::RedisServer redis;
      agree("Redis", with_redis(redis.url(), more));
      agree("Redis, filled before", with_redis(redis.url(), more));
      agree("another program's port",
            with_redis(fmt::format("unix:{}/redis.log", redis.folder().string()), more));
    }
    const test::RedisServer full{"maxmemory 1\nmaxmemory-policy noeviction"};
    agree("a full Redis", with_redis(full.url(), more));
    const test::RedisServer closed{"requirepass something-else"};
    agree("a Redis that does not know us", with_redis(closed.url(), more));
    const test::RedisServer frozen;
    frozen.freeze();
    agree("a Redis that stands still", with_redis(frozen.url(), more));
    const Service other{shop.folder(), at_once({{"CLAIMCHECK_SERVER_DATA_DIR", "other"}})};
    agree("a web server instead", with_redis(fmt::format("redis://127.0.0.1:{}", other.port()), more));
  }
}

TEST_CASE("a thousand cold readers of one link are served by at most two looks into the store") {
  const RepairShop shop;
  const Service service{shop.folder(), at_once({{"CLAIMCHECK_LIMITS_CONNECTIONS_PER_IP", "0"}})};
  const auto before = store_operations(service, "find_link");
  Crowd crowd{service.port(), 1000};
  const std::vector<std::string> requests(1000, get_bytes(shop.link(open_order)));
  for (const auto& answer : crowd.ask(requests)) REQUIRE(answer.status == 200);
  const auto looks = store_operations(service, "find_link") - before;
  CHECK(looks >= 1);
  CHECK(looks <= 2);
}

TEST_CASE("unknown codes leave memory as it is, here and in Redis, and guesses are refused without a look") {
  const RepairShop shop;
  const test::RedisServer redis;
  const Service service{shop.folder(),
                        with_redis(redis.url(), {{"CLAIMCHECK_LIMITS_BAD_CODES_PER_10_MINUTES", "0"}})};
  const auto keys = tokens::KeyRing::load(shop.folder() / "claimcheck.keys");
  std::mt19937_64 random{7};
  const auto guess = [&] { return wrong_code(random, keys); };
  const auto well_formed = [&] { return tokens::Code::mint(keys).reveal(); };
  const std::size_t guesses = is_long() ? 1'000'000 : 20'000, unknown = is_long() ? 100'000 : 5'000;

  ask_in_vain(service, 10'000, guess);
  ask_in_vain(service, 10'000,
              well_formed);  // what is taken once, such as the set of those known to be unknown
  const auto settled = memory_of(service.pid());
  const auto redis_keys = redis.say({"DBSIZE"});
  const auto looks = store_operations(service, "find_link");

  ask_in_vain(service, guesses, guess);
  CHECK(store_operations(service, "find_link") == looks);
  ask_in_vain(service, unknown, well_formed);
  CHECK(store_operations(service, "find_link") - looks <= static_cast<long>(unknown) + 4);
  CHECK(redis.say({"DBSIZE"}) == redis_keys);
  const auto now = memory_of(service.pid());
  CHECK_MESSAGE(now < settled + 4 * 1024 * 1024, "from ", settled, " to ", now, " bytes");
}

TEST_CASE("who reads Redis learns no code, no name, no number and no address") {
  const RepairShop shop;
  const test::RedisServer redis{"rdbcompression no"};
  const Service service{shop.folder(), with_redis(redis.url(), {{"CLAIMCHECK_REDIS_SHARED", "true"}})};
  const Till till{service, shop.api_key()};
  const auto repair = take_in(till, "T-1");
  REQUIRE(till.post("orders/T-1/messages", R"({"text": "the hinge is broken"})").status / 100 == 2);
  std::vector<std::string> secrets{"Ada Quill", "ada@customer.example", "632960777", "Fairphone",
                                   "hinge",     "Repair Wales"};
  for (const auto& link : {repair.link, shop.link(open_order)}) {
    REQUIRE(get(service.port(), link).status == 200);
    REQUIRE(get(service.port(), link).status == 200);
    secrets.push_back(link.substr(3));
    secrets.push_back(link.substr(3, 12));
  }
  REQUIRE_MESSAGE(redis.say({"DBSIZE"}) != "0", "nothing was put there, so nothing is shown by this");
  redis.say({"SAVE"});
  const auto dump = read_file(redis.dump());
  for (const auto& secret : secrets)
    CHECK_MESSAGE(dump.find(secret) == dump.npos, secret, " can be read in Redis");
  CHECK(service.log().find(redis.socket().string()) == std::string::npos);
}

TEST_SUITE_END();
