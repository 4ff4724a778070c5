#include "orders/hours.hpp"
#include "sample.hpp"

#include <doctest/doctest.h>

using namespace sample;
using namespace orders;

namespace {

const Zone utc_zone;
const Zone london{"Europe/London", 0s, {{utc(2026, 3, 29, 1h), 1h}, {utc(2026, 10, 25, 1h), 0s}}};

OpeningHours hours(std::string_view text) {
  std::string error;
  const auto read = parse_hours(text, error);
  REQUIRE_MESSAGE(read, error);
  return *read;
}

OpenState state(std::string_view text, Instant when, const Zone& zone = utc_zone) {
  return open_state(hours(text), zone, when);
}

}  // namespace

TEST_SUITE("orders/hours") {
  TEST_CASE("hours are written as they were read") {
    for (const auto text :
         {"", "mon-fri 09:00-17:30", "sun 00:00-24:00",
          "mon-fri 09:00-17:30; sat 10:00-13:00, 14:00-16:00; 2026-12-25 closed Christmas Day",
          "mon 09:00-12:00; wed-thu 13:00-18:00; 2026-12-24 09:00-12:00, 13:00-14:00 Christmas Eve; "
          "2026-12-26 "
          "closed"}) {
      CHECK(hours_text(hours(text)) == text);
      CHECK(hours(hours_text(hours(text))) == hours(text));
    }
  }

  TEST_CASE("a week may be given over its end, in any order") {
    CHECK(hours_text(hours("sat-mon 9:00-12:00")) == "mon 09:00-12:00; sat-sun 09:00-12:00");
    CHECK(hours_text(hours("Sat 14:00-16:00,10:00-13:00;\n tue closed;")) == "sat 10:00-13:00, 14:00-16:00");
  }

  TEST_CASE("what cannot be read is told in a sentence") {
    const std::pair<const char*, const char*> faults[] = {
        {"monday 09:00-17:00", "'monday' is neither a day"},
        {"mon", "lacks its hours"},
        {"mon 9-17", "is no time"},
        {"mon 09:00", "is no span"},
        {"mon 09:60-17:00", "'09:60' is no time"},
        {"mon 09:00-24:01", "is no time"},
        {"mon -1:00-02:00", "is no time"},
        {"mon 22:00-02:00", "ends before it begins"},
        {"mon 09:00-09:00", "ends before it begins"},
        {"mon 09:00-12:00, 11:00-13:00", "overlap"},
        {"mon 09:00-12:00; mon-tue 13:00-14:00", "mon is given twice"},
        {"2026-12-25 closed; 2026-12-25 closed", "2026-12-25 is given twice"},
        {"2026-02-30 closed", "There is no day 2026-02-30"},
        {"mon 09:00-12:00 by appointment", "only a date has a note"}};
    for (const auto& [text, sentence] : faults) {
      std::string error;
      CHECK_FALSE_MESSAGE(parse_hours(text, error), text);
      CHECK_MESSAGE(error.find(sentence) != std::string::npos, error);
    }
  }

  TEST_CASE("a shop that told no hours is neither open nor about to open") {
    CHECK_FALSE(OpeningHours{}.known());
    CHECK(hours("2026-12-25 closed").known());
    CHECK(state("", now) == OpenState{});
  }

  TEST_CASE("a shop opens and closes at its times") {  // 2 March 2026 is a Monday
    const auto text = "mon-fri 09:00-17:30; sat 10:00-13:00, 14:00-16:00";
    CHECK(state(text, utc(2026, 3, 2, 8h)) == OpenState{false, utc(2026, 3, 2, 9h)});
    CHECK(state(text, utc(2026, 3, 2, 9h)) == OpenState{true, utc(2026, 3, 2, 17h + 30min)});
    CHECK(state(text, utc(2026, 3, 2, 17h + 30min)) == OpenState{false, utc(2026, 3, 3, 9h)});
    CHECK(state(text, utc(2026, 3, 7, 13h)) == OpenState{false, utc(2026, 3, 7, 14h)});
    CHECK(state(text, utc(2026, 3, 7, 16h)) == OpenState{false, utc(2026, 3, 9, 9h)});
  }

  TEST_CASE("an exception beats the week") {
    const auto text =
        "mon-sun 09:00-17:00; 2026-12-25 closed Christmas Day; 2026-12-26 12:00-13:00 Boxing Day";
    CHECK(state(text, utc(2026, 12, 25, 10h)) == OpenState{false, utc(2026, 12, 26, 12h)});
    CHECK(state(text, utc(2026, 12, 24, 18h)) == OpenState{false, utc(2026, 12, 26, 12h)});
    CHECK(state(text, utc(2026, 12, 26, 12h)) == OpenState{true, utc(2026, 12, 26, 13h)});
    CHECK(hours(text).exceptions.begin()->second.note == "Christmas Day");
  }

  TEST_CASE("open past midnight is one opening") {
    const auto text = "fri 18:00-24:00; sat 00:00-02:00";
    CHECK(state(text, utc(2026, 3, 6, 20h)) == OpenState{true, utc(2026, 3, 7, 2h)});
    CHECK(state(text, utc(2026, 3, 7)) == OpenState{true, utc(2026, 3, 7, 2h)});
    CHECK(state("fri 18:00-24:00", utc(2026, 3, 6, 20h)) == OpenState{true, utc(2026, 3, 7)});
    CHECK(state("mon 09:00-12:00, 12:00-13:00", now) == OpenState{true, utc(2026, 3, 2, 13h)});
  }

  TEST_CASE("a shop that never closes has no next change") {
    CHECK(state("mon-sun 00:00-24:00", now) == OpenState{true, std::nullopt});
    CHECK(state("mon-sun 00:00-24:00; 2026-03-05 closed", now) == OpenState{true, utc(2026, 3, 5)});
  }

  TEST_CASE("a change is looked for over 31 days") {
    CHECK(state("2026-04-02 08:00-12:00", now) == OpenState{false, utc(2026, 4, 2, 8h)});
    CHECK(state("2026-04-02 11:00-12:00", now) == OpenState{false, std::nullopt});
  }

  TEST_CASE("hours follow the wall clock through summer time") {
    const auto text = "mon-sun 09:00-17:00";
    CHECK(state(text, utc(2026, 3, 28, 17h), london) == OpenState{false, utc(2026, 3, 29, 8h)});
    CHECK(state(text, utc(2026, 10, 24, 16h), london) == OpenState{false, utc(2026, 10, 25, 9h)});
    // A span within the skipped hour never was; one around it is an hour shorter.
    CHECK(state("sun 01:00-02:00", utc(2026, 3, 29), london) == OpenState{false, utc(2026, 4, 5)});
    CHECK(state("sun 00:00-03:00", utc(2026, 3, 29), london) == OpenState{true, utc(2026, 3, 29, 2h)});
    CHECK(state("sun 00:00-03:00", utc(2026, 10, 24, 23h), london) == OpenState{true, utc(2026, 10, 25, 3h)});
  }
}
