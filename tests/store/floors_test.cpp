#include "store/floors.hpp"

#include "tests/store/sample.hpp"

#include <limits>

namespace {

using namespace std::chrono_literals;
using store::Change;
using store::Floors;
using store::Watched;

Watched sample(std::int64_t version) {
  Watched watched;
  for (std::size_t i = 0; i < watched.parts.size(); ++i) {
    watched.parts[i].entity[15] = static_cast<std::uint8_t>(i);
    watched.parts[i].version = version;
  }
  return watched;
}

Change change_of(const Watched& watched, Change::Kind kind, std::int64_t version) {
  return {.kind = kind, .entity = watched.at(kind).entity, .version = version};
}

}  // namespace

TEST_SUITE_BEGIN("store/floors");

TEST_CASE("a page may be shown until one of its parts has a newer version") {
  Floors floors;
  const auto page = sample(4);
  const auto cells = floors.cells(page);
  CHECK(Floors::allow(cells, page));
  for (const auto kind :
       {Change::Kind::shop, Change::Kind::location, Change::Kind::order, Change::Kind::link}) {
    CHECK(floors.raise(change_of(page, kind, 4), test::now));
    CHECK(Floors::allow(cells, page));
    Floors others;
    const auto held = others.cells(page);
    CHECK(others.raise(change_of(page, kind, 5), test::now));
    CHECK_FALSE(Floors::allow(held, page));
    CHECK_FALSE(others.allow(page));
  }
}

TEST_CASE("a floor never falls, in whatever order changes are heard of") {
  Floors floors;
  const auto page = sample(4);
  CHECK(floors.raise(change_of(page, Change::Kind::order, 9), test::now));
  CHECK_FALSE(floors.raise(change_of(page, Change::Kind::order, 8), test::now));
  CHECK_FALSE(floors.raise(change_of(page, Change::Kind::order, 9), test::now));
  CHECK_FALSE(floors.allow(sample(8)));
  CHECK(floors.allow(sample(9)));
}

TEST_CASE("a floor outlives its time while a page holds it, and goes with the page") {
  Floors floors;
  const auto page = sample(1);
  auto cells = floors.cells(page);
  floors.raise(change_of(page, Change::Kind::order, 2), test::now);
  floors.forget(test::now + 1h);
  CHECK(floors.size() == 4);
  CHECK_FALSE(floors.allow(page));
  cells = {};
  floors.forget(test::now);  // raised at that very time
  CHECK(floors.size() == 1);
  floors.forget(test::now + 1ms);
  CHECK(floors.size() == 0);
}

TEST_CASE(
    "only what has been watched since it was made, or was the newest when a floor rose, is vouched for") {
  Floors floors;
  const auto page = sample(3);
  CHECK(floors.allow(page));
  CHECK_FALSE(floors.vouch(page));  // nothing is known of it
  const auto cells = floors.cells(page);
  CHECK(floors.vouch(page));
  floors.raise(change_of(page, Change::Kind::link, 4), test::now);
  CHECK_FALSE(floors.vouch(page));
}

TEST_CASE("when changes may have been missed no page that is held is allowed again, and new ones are") {
  Floors floors;
  const auto page = sample(3);
  const auto cells = floors.cells(page);
  floors.reset();
  CHECK(floors.size() == 0);
  CHECK_FALSE(Floors::allow(cells, page));
  CHECK_FALSE(floors.vouch(page));
  CHECK(Floors::allow(floors.cells(page), page));
}

TEST_SUITE_END();
