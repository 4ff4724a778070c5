#include "store/redis_link.hpp"
#include "tests/redis.hpp"
#include "tests/store/linked.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace std::chrono_literals;
using test::Linked, test::RedisServer;

TEST_SUITE("store/redis_link") {
  TEST_CASE("Redis is asked over a port, a name or a unix socket") {
    const RedisServer redis;
    for (const auto& url :
         {redis.url(), redis.tcp_url(), "redis://localhost:" + std::to_string(redis.port())}) {
      CAPTURE(url);
      Linked here{url};
      REQUIRE(here.connects());
      CHECK(here.say({"SET", "key", std::string("a\r\n\0b", 5)}) == "OK");
      CHECK(here.say({"GET", "key"}) == std::string("a\r\n\0b", 5));
      CHECK(here.say({"GET", "nothing"}) == "nil");
      CHECK(here.say({"MGET", "nothing", "nor this"}) == "[nil nil]");
      CHECK(here.say({"DEL", "key"}) == "1");
      CHECK(here.say({"NONSENSE"}).starts_with("-ERR"));
    }
  }

  TEST_CASE("a thousand calls at once are each answered with their own answer, in order") {
    const RedisServer redis;
    Linked here{redis.url()};
    REQUIRE(here.connects());
    for (int i = 0; i < 1000; ++i) here.begin({"ECHO", std::to_string(i)});
    REQUIRE(test::until(here.loop, [&] { return here.answers.size() == 1000; }));
    int wrong = 0;
    for (std::size_t i = 0; i < 1000; ++i) wrong += here.answers[i] != std::to_string(i);
    CHECK(wrong == 0);
  }

  TEST_CASE("each connection uses the database that is named") {
    const RedisServer redis;
    Linked other{redis.url() + "?db=3"}, usual{redis.tcp_url()};
    REQUIRE(other.connects());
    REQUIRE(usual.connects());
    CHECK(other.say({"SET", "key", "there"}) == "OK");
    CHECK(usual.say({"GET", "key"}) == "nil");
    Linked beyond{redis.tcp_url() + "/9999"};
    CHECK_FALSE(beyond.link.connected());
    CHECK(beyond.say({"PING"}) == "none");
  }

  TEST_CASE("a password is said, and without the right one nothing is asked") {
    const RedisServer redis{"requirepass word\nuser ann on >geheim ~ann:* +get +set"};
    const auto at = "@127.0.0.1:" + std::to_string(redis.port());
    Linked right{"redis://:word" + at}, ann{"redis://ann:geheim" + at},
        over_path{"unix://:word@" + redis.socket().string()};
    CHECK(right.connects());
    CHECK(over_path.connects());
    REQUIRE(ann.connects());
    CHECK(ann.say({"SET", "ann:1", "x"}) == "OK");
    CHECK(ann.say({"GET", "other"}).starts_with("-NOPERM"));
    CHECK(ann.say({"FLUSHALL"}).starts_with("-NOPERM"));
    CHECK(ann.say({"GET", "ann:1"}) == "x");
    for (const auto& url : {"redis://:false" + at, "redis://ann:word" + at, "redis://" + at.substr(1)}) {
      CAPTURE(url);
      Linked wrong{url};
      CHECK(wrong.say({"PING"}) == "none");
      wrong.loop.run_for(50ms);
      CHECK_FALSE(wrong.link.connected());
    }
  }

  TEST_CASE("a Redis that wants a password from now on is told it") {
    const RedisServer redis;
    Linked here{"redis://:word@127.0.0.1:" + std::to_string(redis.port())};
    CHECK(here.say({"PING"}) == "none");
    redis.say({"CONFIG", "SET", "requirepass", "word"});
    REQUIRE(here.connects());
    CHECK(here.say({"PING"}) == "PONG");
  }

  TEST_CASE("a Redis that goes away is missed at once and found again when it is back") {
    RedisServer redis;
    Linked here{redis.url()};
    REQUIRE(here.connects());
    CHECK(here.say({"PING"}) == "PONG");
    redis.kill();
    REQUIRE(test::until(here.loop, [&] { return !here.link.connected(); }));
    CHECK(here.say({"PING"}) == "none");
    redis.start();
    REQUIRE(here.connects());
    CHECK(here.say({"PING"}) == "PONG");
  }

  TEST_CASE("a frozen Redis costs a call its deadline and no more, and its late answers reach nobody") {
    const RedisServer redis;
    auto options = test::patient(redis.url());
    options.deadline = 50ms;
    Linked here{options};
    REQUIRE(here.connects());
    redis.freeze();
    const auto before = std::chrono::steady_clock::now();
    for (int i = 0; i < 100; ++i) here.begin({"ECHO", "early " + std::to_string(i)});
    REQUIRE(test::until(here.loop, [&] { return here.answers.size() == 100; }));
    const auto took = std::chrono::steady_clock::now() - before;
    CHECK(took >= 49ms);
    CHECK(took < 2s);  // a guard: far above the deadline, far below any other limit
    CHECK(std::set(here.answers.begin(), here.answers.end()) == std::set<std::string>{"none"});
    CHECK_FALSE(here.link.connected());
    CHECK(here.say({"PING"}) == "none");
    redis.thaw();
    REQUIRE(here.connects());
    for (int i = 0; i < 100; ++i) {
      const auto answer = here.say({"ECHO", std::to_string(i)});
      CHECK((answer == std::to_string(i) || answer == "none"));  // a busy machine may be late
      REQUIRE(here.connects());
    }
  }

  TEST_CASE("errors of Redis are answers, and the connection goes on") {
    const RedisServer redis{"maxmemory 1\nmaxmemory-policy noeviction"};
    Linked here{redis.url()};
    REQUIRE(here.connects());
    CHECK(here.say({"SET", "a", "b"}).starts_with("-OOM"));
    CHECK(here.say({"EVALSHA", std::string(40, 'a'), "0"}).starts_with("-NOSCRIPT"));
    redis.say({"REPLICAOF", "127.0.0.1", std::to_string(test::free_port())});
    redis.say({"CONFIG", "SET", "maxmemory", "0"});
    CHECK(here.say({"SET", "a", "b"}).starts_with("-READONLY"));
    CHECK(here.link.connected());
  }

  TEST_CASE("a Redis that is busy with a script is none until it is done") {
    const RedisServer redis{"busy-reply-threshold 1"};
    auto options = test::patient(redis.url());
    options.deadline = 50ms;
    Linked here{options};
    REQUIRE(here.connects());
    here.begin({"EVAL", "while true do end", "0"});
    REQUIRE(test::until(here.loop, [&] { return !here.answers.empty(); }));
    CHECK(here.answers.front() == "none");
    REQUIRE(test::until(here.loop, [&] { return redis.say({"GET", "a"}).starts_with("-BUSY"); }));
    CHECK(here.say({"GET", "a"}) == "none");
    redis.say({"SCRIPT", "KILL"});
    REQUIRE(here.connects());
  }

  TEST_CASE("nothing keeps a loop from its end once the link is stopped") {
    const RedisServer redis;
    for (const auto& url :
         {redis.url(), std::string{"unix:/nowhere/redis.sock"}, std::string{"redis://nobody.invalid"}}) {
      CAPTURE(url);
      for (const bool at_once : {true, false}) {
        Linked here{url};
        if (!at_once && url == redis.url()) REQUIRE(here.connects());
        if (!at_once) here.loop.run_for(20ms);
        redis.freeze();
        for (int i = 0; i < 3; ++i) here.begin({"PING"});
        here.loop.poll();
        here.link.stop();
        const auto before = std::chrono::steady_clock::now();
        CHECK(test::runs_dry(here.loop));
        CHECK(std::chrono::steady_clock::now() - before < 8s);  // the deadline of calls here is 10 s
        CHECK(here.answers == std::vector<std::string>(3, "none"));
        CHECK(here.say({"PING"}) == "none");
        redis.thaw();
      }
    }
  }
}
