#include "tests/redis.hpp"
#include "tests/store/linked.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using test::RedisServer, test::StandIn, test::until;

namespace {

struct Listening {
  explicit Listening(const std::string& url)
      : listener{loop, test::patient(url), "news",
                 [this](std::string_view text) { heard.emplace_back(text); }, [this] { ++joined; }} {
    listener.start();
  }
  ~Listening() {
    listener.stop();
    CHECK(test::runs_dry(loop));
  }

  boost::asio::io_context loop{1};
  int joined = 0;
  std::vector<std::string> heard = {};
  store::RedisListener listener;
};

}  // namespace

TEST_SUITE("store/redis_listener") {
  TEST_CASE("what is said on the channel is heard, in order, once it is joined") {
    const RedisServer redis;
    Listening here{redis.url()};
    REQUIRE(until(here.loop, [&] { return here.joined == 1; }));
    redis.say({"PUBLISH", "other", "not this"});
    redis.say({"PUBLISH", "news", "one"});
    redis.say({"PUBLISH", "news", std::string("two\r\n\0", 6)});
    REQUIRE(until(here.loop, [&] { return here.heard.size() == 2; }));
    CHECK(here.heard == std::vector<std::string>{"one", std::string("two\r\n\0", 6)});
  }

  TEST_CASE("it joins again, and says so, when Redis was away") {
    RedisServer redis;
    Listening here{redis.tcp_url()};
    REQUIRE(until(here.loop, [&] { return here.joined == 1; }));
    redis.kill();
    redis.start();
    REQUIRE(until(here.loop, [&] { return here.joined == 2; }));
    redis.say({"PUBLISH", "news", "back"});
    REQUIRE(until(here.loop, [&] { return here.heard.size() == 1; }));
  }

  TEST_CASE("a quiet channel stays joined") {
    const RedisServer redis;
    Listening here{redis.url()};
    here.loop.run_for(1500ms);
    CHECK(here.joined == 1);
  }

  TEST_CASE("one that fell silent is left within about a second and joined anew") {
    boost::asio::io_context loop{1};
    bool quiet = false;
    StandIn silent{loop, [&](std::string_view read) -> std::optional<std::string> {
                     if (read.find("SUBSCRIBE") != std::string_view::npos) {
                       quiet = true;
                       return "*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n";
                     }
                     return quiet ? "" : "+PONG\r\n";
                   }};
    int joined = 0;
    store::RedisListener listener{loop, test::patient(silent.url()), "news", [](std::string_view) {},
                                  [&] { ++joined; }};
    listener.start();
    REQUIRE(until(loop, [&] { return joined == 1; }));
    const auto begun = std::chrono::steady_clock::now();
    REQUIRE(until(loop, [&] { return silent.left(0); }));
    CHECK(std::chrono::steady_clock::now() - begun < 3s);
    quiet = false;
    REQUIRE(until(loop, [&] { return joined == 2; }));
    listener.stop();
    loop.restart();
    loop.poll();
  }

  TEST_CASE("one that breaks off after each joining is joined less and less often") {
    boost::asio::io_context loop{1};
    StandIn fickle{loop, [](std::string_view read) -> std::optional<std::string> {
                     if (read.find("SUBSCRIBE") == std::string_view::npos) return test::welcome(read);
                     return "*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\njunk\r\n";
                   }};
    auto options = test::patient(fickle.url());
    options.shortest_pause = options.longest_pause = 60s;
    int joined = 0;
    store::RedisListener listener{loop, options, "news", [](std::string_view) {}, [&] { ++joined; }};
    listener.start();
    REQUIRE(until(loop, [&] { return joined == 3; }));
    loop.run_for(50ms);
    CHECK(fickle.accepted() == 3);
    listener.stop();
    loop.run_for(20ms);
  }

  TEST_CASE("a user who may not listen is refused and keeps asking") {
    const RedisServer redis{"user ann on >geheim ~* +@all resetchannels"};
    Listening here{"redis://ann:geheim@127.0.0.1:" + std::to_string(redis.port())};
    here.loop.run_for(50ms);
    CHECK(here.joined == 0);
    redis.say({"ACL", "SETUSER", "ann", "allchannels"});
    CHECK(until(here.loop, [&] { return here.joined == 1; }));
  }
}
