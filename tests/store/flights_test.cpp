#include "store/flights.hpp"

#include "store/unknown_links.hpp"
#include "tests/store/virtual_time.hpp"

#include <doctest/doctest.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace {

using namespace std::chrono_literals;
using store::Flights;

// Loads take 10 ms and bring the number of their beginning as the order's version.
struct Field : store::CacheWorld {
  Ticks ticks() override { return time.ticks(); }
  orders::Instant wall() override { return {}; }
  std::shared_ptr<store::Bell> bell(const Loop&) override {
    return std::make_shared<test::VirtualBell>(time);
  }
  store::Task<std::optional<store::RedisReply>> call(store::RedisCommand) override { co_return std::nullopt; }
  store::Task<std::optional<store::RedisReply>> call_all(std::span<const store::RedisCommand>) override {
    co_return std::nullopt;
  }
  store::Task<std::shared_ptr<const store::LinkedOrder>> find_link(store::LinkKey) override {
    co_return nullptr;
  }
  store::Task<store::Store::Tail> tail_changes(orders::Instant) override { co_return store::Store::Tail{}; }

  store::Task<Flights::Found> load() {
    auto found = std::make_shared<store::LinkedOrder>();
    found->order.version = ++loads;
    co_await time.sleep(10ms);
    if (broken) throw store::Unavailable("the store is gone");
    co_return found;
  }
  store::Task<void> read(store::LinkKey key) {
    Flights::Load how = [this] { return load(); };
    try {
      const auto found = co_await flights.board(key, std::move(how));
      seen.push_back(found->order.version);
    } catch (const store::Unavailable&) {
      ++faults;
    }
  }
  void arrive(int readers, std::uint8_t link = 0) {
    for (int i = 0; i < readers; ++i) boost::asio::co_spawn(time.loop(), read({link}), boost::asio::detached);
    time.run_for(0ms);
  }

  test::VirtualTime time{1};
  int loads = 0, faults = 0;
  bool broken = false, newest = false;
  std::vector<std::int64_t> seen;
  Flights flights{*this, [this](const store::LinkedOrder&) { return newest; }};
};

}  // namespace

TEST_SUITE_BEGIN("store/flights");

TEST_CASE("a thousand readers of one link cost two loads") {
  Field field;
  field.arrive(1000);
  field.time.run_for(1s);
  CHECK(field.loads == 2);
  CHECK(field.seen.size() == 1000);
  CHECK(field.flights.joined() == 999);
}

TEST_CASE("a reader never gets what began to be loaded before it came") {
  Field field;
  field.arrive(1);
  field.time.run_for(5ms);
  field.arrive(2);
  field.time.run_for(6ms);  // the first load is done, the second under way
  CHECK(field.loads == 2);
  field.arrive(3);
  field.time.run_for(1s);
  CHECK(field.seen == std::vector<std::int64_t>{1, 2, 2, 3, 3, 3});
}

TEST_CASE("what is known to be the newest does for those who came while it was loaded") {
  Field field;
  field.newest = true;
  field.arrive(1000);
  field.time.run_for(1s);
  CHECK(field.loads == 1);
  CHECK(field.seen.size() == 1000);
}

TEST_CASE("readers of different links do not wait for each other") {
  Field field;
  for (std::uint8_t link = 0; link < 10; ++link) field.arrive(1, link);
  field.time.run_for(10ms);
  CHECK(field.loads == 10);
  CHECK(field.seen.size() == 10);
}

TEST_CASE("a load that fails wakes all who wait for it with the fault, and the next reader loads again") {
  Field field;
  field.broken = true;
  field.arrive(100);
  field.time.run_for(1s);
  CHECK(field.faults == 100);
  CHECK(field.loads == 2);
  field.broken = false;
  field.arrive(1);
  field.time.run_for(1s);
  CHECK(field.seen == std::vector<std::int64_t>{3});
}

TEST_CASE("a key that opens nothing is remembered for two seconds and forgotten at the next commit") {
  store::UnknownLinks unknown;
  const store::LinkKey key{7, 7, 7}, other{7, 7, 8};
  const store::UnknownLinks::Ticks start{1h};
  unknown.add(key, unknown.moment(), start);
  CHECK(unknown.holds(key, start + 1999ms));
  CHECK_FALSE(unknown.holds(other, start));
  CHECK_FALSE(unknown.holds(key, start + 2s));
  unknown.clear();
  CHECK_FALSE(unknown.holds(key, start));
}

TEST_CASE("a key that was looked for before a commit and not found is not taken for unknown after it") {
  store::UnknownLinks unknown;
  const auto before = unknown.moment();
  unknown.clear();
  unknown.add({7}, before, store::UnknownLinks::Ticks{1h});
  CHECK_FALSE(unknown.holds({7}, store::UnknownLinks::Ticks{1h}));
}

TEST_SUITE_END();
