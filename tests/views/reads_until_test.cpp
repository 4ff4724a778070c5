#include "samples.hpp"

#include "views/frame.hpp"
#include "views/sections.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using orders::Instant;
using samples::story;

namespace {

const views::Locale& english() { return views::Locale::fallback(); }

views::Page draw_at(const samples::Story& story, Instant now) {
  auto view = samples::view_of(story);
  view.now = now;
  return order_page(view, english(), samples::assets());
}

orders::OpeningHours week_of(std::string_view week) {
  std::string fault;
  const auto parsed = orders::parse_hours(week, fault);
  REQUIRE_MESSAGE(parsed, fault);
  return *parsed;
}

// Draws the page as long ahead as it says that it reads the same, and looks whether it does.
void check_until(const samples::Story& story, Instant from) {
  const auto page = draw_at(story, from);
  const auto until = page.reads_until.value_or(from + 72h);
  REQUIRE(until > from);
  for (auto at = from; at < until; at = std::max(at + 1ms, std::min(at + 29min, until - 1ms))) {
    const bool same = draw_at(story, at).html == page.html;
    CHECK_MESSAGE(same, story.name, " drawn at ", from.time_since_epoch().count(), " reads differently at ",
                  at.time_since_epoch().count());
    if (!same) return;
  }
}

}  // namespace

TEST_SUITE_BEGIN("views/reads_until");

TEST_CASE("every page reads the same for as long as it says") {
  for (auto each : samples::stories()) {
    each.standing.until = {};
    for (const auto ahead : {0h, 4h, 11h, 17h, 100h, 300h}) check_until(each, samples::now() + ahead);
  }
}

TEST_CASE("a page says again when the shop's clock has changed, which is not at midnight") {
  auto each = story("full");
  each.order.promised_at = {};
  each.location.hours = week_of("mon-sat 09:00-17:30");
  // London's clocks go back at 01:00 UTC on 25 October 2026 and forward on 28 March 2027.
  for (const auto night : {std::chrono::sys_days{std::chrono::year{2026} / 10 / 25},
                           std::chrono::sys_days{std::chrono::year{2027} / 3 / 28}}) {
    CHECK(draw_at(each, night + 10min).reads_until == Instant{night + 1h});
    check_until(each, night + 10min);
    check_until(each, night + 1h);
    check_until(each, night - 10h);
  }
}

TEST_CASE("a shop that is open for days says until when on the last of them") {
  auto each = story("full");
  each.order.promised_at = {};
  each.location.hours = week_of("mon-wed 00:00-24:00; thu 00:00-15:00");
  const auto last_noon = samples::at(25, 14, 30);  // a Wednesday
  CHECK(draw_at(each, last_noon).reads_until == samples::at(25, 15, 0));
  check_until(each, last_noon);
  check_until(each, samples::at(25, 15, 0));
}

TEST_CASE("in the very moment that was promised the page knows that it will soon be late") {
  auto each = story("full");
  each.location.hours = {};
  REQUIRE(each.order.promised_at);
  const auto promised = *each.order.promised_at;
  check_until(each, promised - 1ms);
  check_until(each, promised);
  CHECK(draw_at(each, promised).html != draw_at(each, promised + 1ms).html);
}

TEST_SUITE_END();
