#include "orders/zone.hpp"
#include "sample.hpp"

#include <doctest/doctest.h>

using namespace sample;
using orders::Date, orders::Zone;

namespace {

Date date(int y, unsigned m, unsigned d) {
  return {std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}

// Summer time from 29 March to 25 October 2026, both at 01:00 UTC.
const Zone london{"Europe/London", 0s, {{utc(2026, 3, 29, 1h), 1h}, {utc(2026, 10, 25, 1h), 0s}}};
// Brasilia in 2018: the clock goes from 24:00 straight to 01:00 on 4 November.
const Zone sao_paulo{"America/Sao_Paulo", -3h, {{utc(2018, 11, 4, 3h), -2h}, {utc(2019, 2, 17, 2h), -3h}}};
// Samoa had no 30 December 2011.
const Zone apia{"Pacific/Apia", -10h, {{utc(2011, 12, 30, 10h), 14h}}};

}  // namespace

TEST_SUITE("orders/zone") {
  TEST_CASE("without a zone the wall shows UTC") {
    const Zone zone;
    CHECK(zone.name() == "UTC");
    CHECK(zone.at(date(2026, 3, 2), 10h) == now);
    CHECK(zone.local(now) == orders::LocalTime{date(2026, 3, 2), 10h, 0s});
    CHECK(zone.end_of(date(2026, 12, 31)) == utc(2027, 1, 1));
  }

  TEST_CASE("the wall clock follows summer time") {
    CHECK(london.local(utc(2026, 3, 29, 59min)).time_of_day == 59min);
    CHECK(london.local(utc(2026, 3, 29, 1h)).time_of_day == 2h);
    CHECK(london.local(utc(2026, 7, 1, 23h + 30min)) == orders::LocalTime{date(2026, 7, 2), 30min, 1h});
    CHECK(london.at(date(2026, 7, 1), 9h) == utc(2026, 7, 1, 8h));
    CHECK(london.at(date(2026, 12, 1), 9h) == utc(2026, 12, 1, 9h));
  }

  TEST_CASE("a time that is skipped in spring means the moment of the change") {
    CHECK(london.at(date(2026, 3, 29), 59min) == utc(2026, 3, 29, 59min));
    CHECK(london.at(date(2026, 3, 29), 1h) == utc(2026, 3, 29, 1h));
    CHECK(london.at(date(2026, 3, 29), 1h + 30min) == utc(2026, 3, 29, 1h));
    CHECK(london.at(date(2026, 3, 29), 2h) == utc(2026, 3, 29, 1h));
    CHECK(london.at(date(2026, 3, 29), 2h + 1min) == utc(2026, 3, 29, 1h + 1min));
  }

  TEST_CASE("a time that comes twice in autumn means the first") {
    CHECK(london.at(date(2026, 10, 25), 1h + 30min) == utc(2026, 10, 25, 30min));
    CHECK(london.at(date(2026, 10, 25), 2h) == utc(2026, 10, 25, 2h));
  }

  TEST_CASE("a day ends when the next begins, however long it was") {
    CHECK(london.end_of(date(2026, 3, 29)) - london.start_of(date(2026, 3, 29)) == 23h);
    CHECK(london.end_of(date(2026, 10, 25)) - london.start_of(date(2026, 10, 25)) == 25h);
    CHECK(sao_paulo.start_of(date(2018, 11, 4)) == utc(2018, 11, 4, 3h));
    CHECK(sao_paulo.end_of(date(2018, 11, 3)) == utc(2018, 11, 4, 3h));
    CHECK(sao_paulo.end_of(date(2019, 2, 16)) == utc(2019, 2, 17, 3h));
    CHECK(apia.end_of(date(2011, 12, 29)) == utc(2011, 12, 30, 10h));
    CHECK(apia.end_of(date(2011, 12, 30)) == utc(2011, 12, 30, 10h));
  }

  TEST_CASE("a wall time that exists once is found again") {
    for (auto when = utc(2026, 1, 1); when < utc(2027, 1, 1); when += 37min) {
      const auto local = london.local(when);
      const auto back =
          london.at(local.date, std::chrono::duration_cast<std::chrono::minutes>(local.time_of_day));
      const bool second_time = when >= utc(2026, 10, 25, 1h) && when < utc(2026, 10, 25, 2h);
      REQUIRE(back == (second_time ? when - 1h : when));
    }
  }
}
