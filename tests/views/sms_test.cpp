#include "views/sms.hpp"
#include "tests/views/samples.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <regex>

using views::Act, views::Locale;

namespace {

constexpr auto page = "https://repairs.example/t/0000g40r40m30e209185gr38e1wn8vv";

std::string receipt(Act act, const Locale& locale, orders::Location place = samples::location()) {
  const auto shop = samples::shop();
  const views::ActReceipt made{.act = act, .order = "R-1042", .name = "Ana Ruiz", .link = page};
  return act_receipt_sms(made, {shop, place, samples::london(), samples::now()}, locale);
}

std::string new_link(const Locale& locale) {
  const auto shop = samples::shop();
  const auto place = samples::location();
  return new_link_sms({.order = "R-1042", .link = page}, {shop, place, samples::london(), samples::now()},
                      locale);
}

}  // namespace

TEST_SUITE("views/sms") {
  TEST_CASE("a text message says whose it is, what was done, whom to call, and ends in the link") {
    const auto& english = Locale::fallback();
    CHECK(receipt(Act::approve, english) ==
          "Harbour Phones & Laptops: order R-1042. You approved the quote. Not you? Call +441632960123 " +
              std::string(page));
    CHECK(new_link(english) == "Harbour Phones & Laptops: order R-1042. Your new link: " + std::string(page));
    auto place = samples::location();
    place.contact.phone.clear();
    CHECK(receipt(Act::pay, english, place).find("Tell the shop at once.") != std::string::npos);
  }

  TEST_CASE("English text messages keep to the letters that telephones pack densely") {
    // One sign outside GSM 03.38 halves what a message holds.
    for (const auto act : {Act::approve, Act::decline, Act::undo, Act::sign, Act::pay, Act::rotate})
      for (const char c : receipt(act, Locale::fallback())) CHECK((c >= ' ' && c < 0x7f));
  }

  TEST_CASE("no English was left in the code of the text messages") {
    static const std::regex theirs{R"(https://\S+|R-1042|Harbour Phones & Laptops)"};
    static const std::regex english{"[A-Za-z]{2,}"};
    const auto& arabic = *Locale::find("ar");
    for (const auto& text : {receipt(Act::approve, arabic), new_link(arabic)})
      CHECK_MESSAGE(!std::regex_search(std::regex_replace(text, theirs, " "), english), text);
  }

  TEST_CASE("every language has its own words for them") {
    for (const auto& tag : Locale::available()) {
      if (tag == "en") continue;
      CHECK_MESSAGE(receipt(Act::approve, *Locale::find(tag)) != receipt(Act::approve, Locale::fallback()),
                    tag);
      CHECK_MESSAGE(new_link(*Locale::find(tag)).ends_with(page), tag);
    }
  }
}
