#include "store/redis_address.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using store::parse_redis_url, store::RedisAddress;
using Way = RedisAddress::Way;

namespace {

std::string refusal(std::string_view url) {
  try {
    parse_redis_url(url);
  } catch (const std::invalid_argument& wrong) {
    return wrong.what();
  }
  return "";
}

}  // namespace

TEST_SUITE("store/redis_address") {
  TEST_CASE("a host alone is asked on Redis's own port") {
    const auto address = parse_redis_url("redis://cache.example");
    CHECK(address.way == Way::tcp);
    REQUIRE(address.hosts.size() == 1);
    CHECK(address.hosts[0] == std::pair<std::string, unsigned short>{"cache.example", 6379});
    CHECK(address.user == "");
    CHECK(address.password == "");
    CHECK(address.database == 0);
  }

  TEST_CASE("user, password, port and database are read, with their escapes") {
    const auto address = parse_redis_url("rediss://ann:p%40ss%2Fword@[::1]:7000/3");
    CHECK(address.way == Way::tls);
    CHECK(address.hosts[0] == std::pair<std::string, unsigned short>{"::1", 7000});
    CHECK(address.user == "ann");
    CHECK(address.password == "p@ss/word");
    CHECK(address.database == 3);
    CHECK(parse_redis_url("redis://:word@127.0.0.1").password == "word");
    CHECK(parse_redis_url("redis://:word@127.0.0.1").user == "");
  }

  TEST_CASE("a unix socket has a path, and may have a database and a password") {
    CHECK(parse_redis_url("unix:/run/redis/redis.sock").path == "/run/redis/redis.sock");
    CHECK(parse_redis_url("unix:///run/redis.sock").path == "/run/redis.sock");
    CHECK(parse_redis_url("unix:/run/redis.sock?db=2").database == 2);
    const auto address = parse_redis_url("unix://:word@/run/redis.sock");
    CHECK(address.way == Way::unix_socket);
    CHECK(address.path == "/run/redis.sock");
    CHECK(address.password == "word");
  }

  TEST_CASE("sentinels are listed before the name of their master") {
    const auto address = parse_redis_url("redis+sentinel://:word@a.example:26380,b.example,[::1]:7/main/4");
    CHECK(address.way == Way::sentinel);
    REQUIRE(address.hosts.size() == 3);
    CHECK(address.hosts[0] == std::pair<std::string, unsigned short>{"a.example", 26380});
    CHECK(address.hosts[1] == std::pair<std::string, unsigned short>{"b.example", 26379});
    CHECK(address.hosts[2] == std::pair<std::string, unsigned short>{"::1", 7});
    CHECK(address.master == "main");
    CHECK(address.password == "word");
    CHECK(address.database == 4);
  }

  TEST_CASE("what cannot be an address of Redis is refused without a word of the password") {
    for (const auto* url : {"",
                            "redis",
                            "redis:",
                            "redis:host",
                            "redis://",
                            "http://host",
                            "redis://host:0",
                            "redis://host:70000",
                            "redis://host/x",
                            "redis://host/-1",
                            "redis://host/1/2",
                            "redis://host?db=1",
                            "redis://host#x",
                            "redis://geheim@host",
                            "redis://ann:geheim@",
                            "redis://:geheim@host:x",
                            "redis://:geheim@ho st",
                            "redis://:geheim@host/99999999999",
                            "unix:",
                            "unix:relative",
                            "unix://host/path",
                            "unix:/path?x=1",
                            "unix:/path?db=",
                            "redis+sentinel://:geheim@a",
                            "redis+sentinel://a,,b/main",
                            "redis+sentinel:///main",
                            "redis+sentinel:a/main",
                            "geheim"}) {
      CAPTURE(url);
      const auto why = refusal(url);
      CHECK(why != "");
      CHECK(why.find("geheim") == std::string::npos);
    }
    CHECK(refusal("unix:/" + std::string(107, 'a')) != "");
  }
}
