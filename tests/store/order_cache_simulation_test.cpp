#include "tests/store/simulation.hpp"

#include <doctest/doctest.h>
#include <cstdlib>

// A read that begins after a write was answered shows that write or a later one, in whatever order things
// happen: with several instances, on each of them, except that a write which Redis confirmed and then lost
// may be missed for a second after its commit; with one instance, without exception.

namespace {

using namespace std::chrono_literals;
using test::Simulation;

bool is_long() { return std::getenv("CLAIMCHECK_LONG") != nullptr; }

// A seed that failed once is tried again with CLAIMCHECK_SEED.
std::uint64_t first_seed() {
  if (const auto* given = std::getenv("CLAIMCHECK_SEED")) return std::stoull(given);
  return is_long() ? std::random_device{}() : 1;
}

// Whether some run of those shows a stale page.
bool is_caught(Simulation::Setting setting, int seeds = 40) {
  for (int i = 0; i < seeds; ++i) {
    setting.seed = 1000 + static_cast<std::uint64_t>(i);
    const auto outcome = Simulation{setting}.run(30s);
    if (outcome.stale.empty()) continue;
    MESSAGE("seed " << setting.seed << ": " << outcome.stale << ", after " << outcome.reads << " reads");
    return true;
  }
  return false;
}

}  // namespace

TEST_SUITE_BEGIN("store/order_cache");

TEST_CASE(
    "C39: no page is older than an answered write on any of several instances, whatever Redis and the store "
    "do") {
  const auto first = first_seed();
  std::size_t reads = 0, same = 0;
  for (std::uint64_t seed = first; seed < first + (is_long() ? 400 : 4); ++seed) {
    const auto outcome = Simulation{{.seed = seed}}.run(30s);
    INFO("seed ", seed, " loads ", outcome.counts.loads, " hits ", outcome.counts.redis_hits, " misses ",
         outcome.counts.redis_misses, " failures ", outcome.counts.redis_failures);
    CHECK(outcome.stale == "");
    CHECK(outcome.writes > 20);
    reads += outcome.reads;
    same += outcome.same;
  }
  CHECK(same > reads / 8);  // the caches were of use
}

TEST_CASE("an old load that arrives late does not take a newer write for the junk that was there before") {
  CHECK(Simulation{{.seed = 330770623}}.run(30s).stale == "");
}

TEST_CASE("one instance shows no page that is older than an answered write, without waiting for Redis") {
  const auto first = first_seed();
  for (std::uint64_t seed = first; seed < first + (is_long() ? 400 : 3); ++seed) {
    const auto outcome = Simulation{{.seed = seed, .instances = 1, .shared = false}}.run(30s);
    INFO("seed ", seed);
    CHECK(outcome.stale == "");
    CHECK(outcome.writes > 20);
  }
}

TEST_CASE("leaving out any one rule of the cache shows a stale page") {
  Simulation::Setting without;
  SUBCASE("no copy is used when the tail is old") { without.rules.fresh_tail = false; }
  SUBCASE("Redis is asked before a page is shown again") { without.rules.ask_redis = false; }
  SUBCASE("nothing below the floors is shown") { without.rules.heed_floors = false; }
  SUBCASE("nothing is shown that Redis kept for longer than floors go back") {
    without.rules.heed_age = false;
  }
  SUBCASE("a reader joins no load that began before it came") { without.rules.next_flight = false; }
  SUBCASE("Redis refuses what is older than what it has") { without.only_newer = false; }
  SUBCASE("a write is answered when it has settled") { without.settle = false; }
  CHECK(is_caught(without));
}

TEST_SUITE_END();
