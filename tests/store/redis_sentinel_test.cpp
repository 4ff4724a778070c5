#include "tests/redis.hpp"
#include "tests/store/linked.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using test::Linked, test::RedisServer, test::StandIn, test::until;

namespace {

std::string list(const std::string& host, unsigned short port) {
  const auto number = std::to_string(port);
  return "*2\r\n$" + std::to_string(host.size()) + "\r\n" + host + "\r\n$" + std::to_string(number.size()) +
         "\r\n" + number + "\r\n";
}

std::string at(unsigned short port) { return "127.0.0.1:" + std::to_string(port); }

}  // namespace

TEST_SUITE("store/redis_sentinel") {
  TEST_CASE("when the master dies, calls go to the one that sentinel has made master") {
    RedisServer first{"repl-diskless-sync-delay 0"};
    const RedisServer second{"replicaof 127.0.0.1 " + std::to_string(first.port())};
    const RedisServer sentinel{
        "sentinel monitor main 127.0.0.1 " + std::to_string(first.port()) +
            " 1\nsentinel down-after-milliseconds main 300\nsentinel failover-timeout main 2000",
        RedisServer::Kind::sentinel};
    Linked here{"redis+sentinel://" + at(test::free_port()) + "," + at(sentinel.port()) + "/main/2"};
    REQUIRE(here.connects());
    CHECK(here.say({"SET", "key", "kept"}) == "OK");
    test::RedisTalk copy{second.socket()};
    copy.say({"SELECT", "2"});
    REQUIRE(until(here.loop, [&] {
      return copy.say({"GET", "key"}) == "kept" && sentinel.say({"SENTINEL", "replicas", "main"}) != "";
    }));
    first.kill();
    REQUIRE(until(here.loop, [&] { return !here.link.connected(); }));
    CHECK(here.say({"GET", "key"}) == "none");
    REQUIRE(here.connects());
    CHECK(here.say({"GET", "key"}) == "kept");
    CHECK(here.say({"SET", "key", "new"}) == "OK");
    CHECK(second.say({"ROLE"}).starts_with("master"));
  }

  TEST_CASE("one that is no master any more is left, and sentinel is asked again") {
    const RedisServer first, second;
    unsigned short told = first.port();
    boost::asio::io_context loop{1};
    StandIn sentinel{
        loop, [&](std::string_view read) -> std::optional<std::string> {
          CHECK(read.find("get-master-addr-by-name\r\n$4\r\nmain\r\n") != std::string_view::npos);
          return list("127.0.0.1", told);
        }};
    auto options = test::patient("redis+sentinel://" + at(sentinel.port()) + "/main");
    options.longest_pause = 20ms;
    store::RedisLink link{loop, options};
    std::string answer;
    const auto say = [&](std::vector<std::string_view> command) {
      answer.clear();
      boost::asio::co_spawn(loop, link.call(command),
                            [&](std::exception_ptr, const auto& reply) { answer = test::written(reply); });
      REQUIRE(until(loop, [&] { return answer != ""; }));
      return answer;
    };
    REQUIRE(until(loop, [&] { return link.connected(); }));
    first.say({"REPLICAOF", "127.0.0.1", std::to_string(second.port())});
    CHECK(say({"SET", "a", "b"}).starts_with("-READONLY"));
    CHECK_FALSE(link.connected());
    const auto asked = sentinel.accepted();
    REQUIRE(until(loop, [&] { return sentinel.accepted() > asked + 4; }));  // it still names the old one
    CHECK_FALSE(link.connected());
    told = second.port();
    REQUIRE(until(loop, [&] { return link.connected(); }));
    CHECK(say({"SET", "a", "b"}) == "OK");
    CHECK(second.say({"GET", "a"}) == "b");
    link.stop();
    loop.run_for(20ms);
  }

  TEST_CASE("sentinels that know nothing, or talk nonsense, are passed over") {
    boost::asio::io_context loop{1};
    const RedisServer redis;
    const auto saying = [&](std::string words) {
      return std::make_unique<StandIn>(loop, [words](std::string_view) { return std::optional{words}; });
    };
    std::vector<std::unique_ptr<StandIn>> sentinels;
    for (const std::string words : {"*-1\r\n", "-ERR No such master\r\n", "*2\r\n$1\r\na\r\n$1\r\nb\r\n",
                                    "*2\r\n:1\r\n:2\r\n", "*1\r\n$1\r\na\r\n", "junk"})
      sentinels.push_back(saying(words));
    sentinels.push_back(saying(list("127.0.0.1", redis.port())));
    std::string hosts;
    for (const auto& one : sentinels) hosts += (hosts.empty() ? "" : ",") + at(one->port());
    store::RedisLink link{loop, test::patient("redis+sentinel://" + hosts + "/main")};
    CHECK(until(loop, [&] { return link.connected(); }));
    link.stop();
    loop.run_for(20ms);
  }
}
