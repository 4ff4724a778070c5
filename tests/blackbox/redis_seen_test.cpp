#include "tests/blackbox/shop.hpp"
#include "tests/redis.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <thread>

using namespace harness;
namespace fs = std::filesystem;

namespace {

bool comes_true(const std::function<bool()>& condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  return true;
}

std::size_t count(std::string_view text, std::string_view word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++found;
  return found;
}

// A number of /metrics; nullopt: not there.
std::optional<double> metric(const Service& service, const std::string& name) {
  const auto text = "\n" + get(service.admin_port(), "/metrics").body;
  const auto at = text.find("\n" + name + " ");
  if (at == text.npos) return std::nullopt;
  return std::stod(text.substr(at + name.size() + 2));
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/redis_seen");

TEST_CASE("E16: an operator reads once that Redis is gone and once that it is back, and is ready all along") {
  const RepairShop shop;
  test::RedisServer redis{"requirepass geheim"};
  const auto url = fmt::format("redis://:geheim@127.0.0.1:{}", redis.port());
  Service service{shop.folder(), {{"CLAIMCHECK_REDIS_URL", url}, {"CLAIMCHECK_SERVER_THREADS", "2"}}};
  const auto connected = [&] { return metric(service, "claimcheck_redis_connected"); };
  const auto says = [&](std::string_view words) { return count(service.log(), words); };
  REQUIRE(comes_true([&] { return connected() == 1; }));
  CHECK(says("redis is") == 0);
  for (std::size_t spell = 1; spell <= 2; ++spell) {
    redis.kill();
    REQUIRE(comes_true([&] { return connected() == 0; }));
    REQUIRE(comes_true([&] { return says("redis is not reachable") == spell; }));
    CHECK(get(service.port(), shop.link(open_order)).status == 200);
    CHECK(get(service.admin_port(), "/readyz").status == 200);
    redis.start();
    REQUIRE(comes_true([&] { return connected() == 1; }));
    REQUIRE(comes_true([&] { return says("redis is reachable again") == spell; }));
    CHECK(says("redis is not reachable") == spell);
  }
  CHECK(service.stop() == 0);
  CHECK(says("connection refused") + says("connection closed") == 2);
  CHECK(says(fmt::format("127.0.0.1:{}", redis.port())) == 4);
  CHECK(says("geheim") == 0);
}

TEST_CASE("what the caches did can be read in the metrics") {
  const RepairShop shop;
  const test::RedisServer redis;
  {
    const Service first{shop.folder(), {{"CLAIMCHECK_REDIS_URL", redis.url()}}};
    REQUIRE(comes_true([&] { return metric(first, "claimcheck_redis_connected") == 1; }));
    // Once the loop that answers has a connection, what it loads goes to Redis.
    REQUIRE(comes_true([&] {
      for (const auto& [number, link] : shop.links()) get(first.port(), link);
      return redis.say({"DBSIZE"}) != "0" || metric(first, "claimcheck_cache_loads_total").value_or(0) == 0;
    }));
    CHECK(metric(first, "claimcheck_cache_loads_total").value_or(0) > 0);
    CHECK(metric(first, "claimcheck_page_shelf_entries") == static_cast<double>(shop.links().size()));
    CHECK(metric(first, "claimcheck_page_shelf_bytes").value_or(0) > 1000);
    for (const auto* name : {"joined", "redis_hits", "redis_misses", "redis_failures", "unknown"})
      CHECK_MESSAGE(metric(first, fmt::format("claimcheck_cache_{}_total", name)).has_value(), name);
  }
  const Service without{shop.folder()};
  CHECK_FALSE(metric(without, "claimcheck_redis_connected"));
}

TEST_CASE("instances that share a store without a Redis are not started, and are told what is missing") {
  const TemporaryFolder folder;
  write_file(folder / "config.toml", "[redis]\nshared = true\n");
  for (const Arguments& command : {Arguments{"config", "check"}, Arguments{"serve"}}) {
    const auto ran = run(folder, command);
    CHECK(ran.exit_code == 3);
    CHECK(ran.error.find("redis.shared: needs a redis.url") != ran.error.npos);
  }
}

TEST_CASE("config check prints no address of Redis, which may have a password in it") {
  const TemporaryFolder folder;
  write_file(folder / "config.toml", "[redis]\nurl = \"redis://:geheim@redis.example\"\n");
  const auto ran = run(folder, {"config", "check", "--print"});
  CHECK(ran.exit_code == 0);
  CHECK((ran.out + ran.error).find("geheim") == std::string::npos);
  CHECK((ran.out + ran.error).find("redis.example") == std::string::npos);
}

TEST_SUITE_END();
