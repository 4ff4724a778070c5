#include "views/calendar.hpp"
#include "tests/views/samples.hpp"

#include <doctest/doctest.h>

using samples::at, samples::story, samples::Story;

namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::optional<std::string> ics(const Story& story, orders::Instant now = samples::now(),
                               const char* tag = "en") {
  return views::pickup_ics(
      {story.shop, story.location, story.order, story.link, story.standing, samples::london(), now},
      *views::Locale::find(tag));
}

// The text with its folded lines joined again (RFC 5545 section 3.1).
std::string unfolded(std::string text) {
  for (auto fold = text.find("\r\n "); fold != text.npos; fold = text.find("\r\n ", fold))
    text.erase(fold, 3);
  return text;
}

}  // namespace

TEST_SUITE("views/calendar") {
  TEST_CASE("a ready order can be fetched until the shop closes today") {
    const auto text = *ics(story("ready"));
    CHECK(has(text, "BEGIN:VCALENDAR\r\n"));
    CHECK(has(text, "DTSTART:20261124T140500Z\r\n"));
    CHECK(has(text, "DTEND:20261124T173000Z\r\n"));
    CHECK(has(text, "SUMMARY:Collect: Samsung laptop\r\n"));
    CHECK(has(text, "METHOD:PUBLISH\r\n"));
  }

  TEST_CASE("in the evening it is the next morning") {
    const auto text = *ics(story("ready"), at(24, 20, 0));
    CHECK(has(text, "DTSTART:20261125T090000Z\r\n"));
    CHECK(has(text, "DTEND:20261125T173000Z\r\n"));
  }

  TEST_CASE("before that it is the promised moment, and a date without a time is a whole day") {
    auto promised = story("repairing");
    CHECK(has(*ics(promised), "DTSTART:20261127T173000Z\r\n"));
    promised.order.promised_at = at(27, 0, 0);
    CHECK(has(*ics(promised), "DTSTART;VALUE=DATE:20261127\r\n"));
    CHECK(has(*ics(promised), "DTEND;VALUE=DATE:20261128\r\n"));
  }

  TEST_CASE("a shop that tells no hours is fetched from on the day") {
    auto silent = story("ready");
    silent.location.hours = {};
    CHECK(has(*ics(silent), "DTSTART;VALUE=DATE:20261124\r\n"));
  }

  TEST_CASE("a later version of the order replaces the event and is no second one") {
    auto order = story("ready");
    const auto uid = "UID:" + order.order.id.text() + "@claimcheck\r\n";
    CHECK(has(unfolded(*ics(order)), uid));
    CHECK(has(*ics(order), "SEQUENCE:7\r\n"));
    order.order.version = 8;
    CHECK(has(unfolded(*ics(order)), uid));
    CHECK(has(*ics(order), "SEQUENCE:8\r\n"));
  }

  TEST_CASE("no line is longer than 75 octets, none is torn within a letter, and texts are escaped") {
    auto hard = story("ready");
    hard.shop.name = "Zażółć; gęślą, jaźń \\ Zażółć gęślą jaźń Zażółć gęślą jaźń Zażółć gęślą jaźń";
    hard.location.contact.address = {"١٢ شارع الميناء الطويل جدا جدا جدا جدا جدا جدا\nEND:VEVENT"};
    for (const auto tag : {"en", "de", "ar"}) {
      const auto text = *ics(hard, samples::now(), tag);
      for (std::size_t from = 0, to = 0; from < text.size(); from = to + 2) {
        to = text.find("\r\n", from);
        REQUIRE(to != text.npos);
        CHECK(to - from <= 75);
        CHECK((static_cast<unsigned char>(text[from + (text[from] == ' ')]) & 0xc0) != 0x80);
      }
      CHECK(has(unfolded(text), R"(LOCATION:Zażółć\; gęślą\, jaźń \\ Zażółć)"));
      CHECK(has(unfolded(text), R"(جدا\nEND:VEVENT)"));
    }
  }

  TEST_CASE("there is nothing to come for without a day, after the end and when it was called off") {
    CHECK_FALSE(ics(story("received")));
    CHECK_FALSE(ics(story("receipt")));
    CHECK_FALSE(ics(story("cancelled")));
  }
}
