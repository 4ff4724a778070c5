// What is told of a Redis that cannot be reached: once, in words of ours, and never what it said itself.

#include "tests/redis.hpp"
#include "tests/store/linked.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using store::RedisHealth;
using test::Linked, test::RedisServer, test::StandIn, test::until;

namespace {

// What has been told, a line each.
struct Diary {
  std::vector<std::string> lines = {};
  std::shared_ptr<RedisHealth> health = std::make_shared<RedisHealth>(
      [this](bool reachable, auto reason) { lines.push_back(reachable ? "again" : std::string{reason}); });

  store::RedisOptions options(const std::string& url) const {
    auto options = test::patient(url);
    options.longest_pause = 100ms;
    options.health = health;
    return options;
  }
};

// The first that is told of a Redis at that address.
std::string told_of(const std::string& url) {
  Diary diary;
  Linked here{diary.options(url)};
  REQUIRE(until(here.loop, [&] { return !diary.lines.empty(); }));
  here.loop.run_for(100ms);  // long enough for more attempts, that are not told
  CHECK(diary.lines.size() == 1);
  CHECK_FALSE(diary.health->reachable());
  return diary.lines.front();
}

}  // namespace

TEST_SUITE("store/redis_health") {
  TEST_CASE("a spell without Redis is told once at its begin and once at its end, of all connections") {
    RedisServer redis;
    Diary diary;
    Linked one{diary.options(redis.url())}, other{diary.options(redis.tcp_url())};
    const auto both = [&](const auto& condition) {
      return until(one.loop, [&] {
        other.loop.restart();
        other.loop.poll();
        return condition();
      });
    };
    REQUIRE(both([&] { return one.link.connected() && other.link.connected(); }));
    CHECK(diary.lines.empty());
    CHECK(diary.health->reachable());
    for (std::size_t spell = 1; spell <= 2; ++spell) {
      redis.kill();
      REQUIRE(both([&] { return diary.lines.size() == 2 * spell - 1; }));
      REQUIRE(both([&] { return !one.link.connected() && !other.link.connected(); }));
      CHECK_FALSE(diary.health->reachable());
      redis.start();
      REQUIRE(both([&] { return one.link.connected() && other.link.connected(); }));
      REQUIRE(both([&] { return diary.health->reachable(); }));
      REQUIRE(diary.lines.size() == 2 * spell);
      CHECK(diary.lines.back() == "again");
    }
  }

  TEST_CASE("why Redis cannot be reached is told in a few words") {
    const RedisServer redis{"requirepass word"}, open{};
    const auto at = "@127.0.0.1:" + std::to_string(redis.port());
    CHECK(told_of("redis://127.0.0.1:" + std::to_string(test::free_port())) == "connection refused");
    CHECK(told_of("unix:/nowhere/redis.sock") == "No such file or directory");
    CHECK(told_of("redis://nobody.invalid") == "its name is not known");
    CHECK(told_of("redis://:false" + at) == "wrong password");
    CHECK(told_of("redis://" + at.substr(1)) == "it asks for a password");
    CHECK(told_of("redis://:word@127.0.0.1:" + std::to_string(open.port())) ==
          "it has no password, and redis.url has one");
    CHECK(told_of(open.url() + "?db=9999") == "it has no such database");
    open.freeze();
    CHECK(told_of(open.url()) == "timed out");
    open.thaw();
  }

  TEST_CASE("a Redis that is read-only or forbids what is needed is told, though it answers") {
    const RedisServer redis{"user ann on >geheim ~* +get"};
    Diary diary;
    Linked here{diary.options(redis.url())},
        ann{diary.options("redis://ann:geheim@127.0.0.1:" + std::to_string(redis.port()))};
    REQUIRE(here.connects());
    REQUIRE(ann.connects());
    redis.say({"REPLICAOF", "127.0.0.1", std::to_string(test::free_port())});
    const std::string script = "redis.pcall('SET', 'a', 'b') redis.call('DEL', 'a') return 1";
    CHECK(here.say({"EVAL", script, "1", "a"}).starts_with("-READONLY"));
    CHECK(diary.lines == std::vector<std::string>{"it is read-only"});
    CHECK(ann.say({"SET", "a", "b"}).starts_with("-NOPERM"));
    CHECK(diary.lines.size() == 1);
    CHECK_FALSE(diary.health->reachable());
  }

  TEST_CASE("what Redis says itself is not told, since it may repeat the password") {
    boost::asio::io_context loop{1};
    StandIn server{loop, [](std::string_view) -> std::optional<std::string> {
                     return "-ERR unknown command 'AUTH', with args beginning with: 'geheim'\r\n";
                   }};
    Diary diary;
    store::RedisLink link{loop, diary.options("redis://:geheim@127.0.0.1:" + std::to_string(server.port()))};
    REQUIRE(until(loop, [&] { return !diary.lines.empty(); }));
    CHECK(diary.lines.front() == "it refuses us");
    link.stop();
    CHECK(until(loop, [&] { return !link.connected(); }));
    loop.restart();
    loop.poll();
  }

  TEST_CASE("a Redis that lets us in and never answers in time is told once") {
    boost::asio::io_context loop{1};
    StandIn server{loop, test::welcome};
    Diary diary;
    auto options = diary.options(server.url());
    options.deadline = 5ms;
    store::RedisLink link{loop, options};
    const std::string_view get[] = {"GET", "a"};
    std::size_t failed = 0;
    const auto ask = [&]() -> store::Task<void> {
      co_await link.call(get);
      ++failed;
    };
    REQUIRE(until(loop, [&] {
      if (link.connected()) boost::asio::co_spawn(loop, ask(), boost::asio::detached);
      return !diary.lines.empty();
    }));
    CHECK(diary.lines.front() == "it answers too late");
    link.stop();
    loop.restart();
    loop.run_for(100ms);
    CHECK(diary.lines.size() == 1);
  }

  TEST_CASE("the place of a Redis names nobody") {
    const auto place = [](const char* url) { return store::place_of(store::parse_redis_url(url)); };
    CHECK(place("redis://ann:geheim@127.0.0.1:6380/2") == "127.0.0.1:6380");
    CHECK(place("rediss://:geheim@[::1]") == "[::1]:6379");
    CHECK(place("unix://:geheim@/run/redis.sock") == "/run/redis.sock");
    CHECK(place("redis+sentinel://:geheim@a.example,b.example:1/shop") == "a.example:26379,b.example:1");
  }
}
