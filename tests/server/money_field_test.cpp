#include "server/console/money_field.hpp"

#include <doctest/doctest.h>

using server::parse_amount;

TEST_SUITE_BEGIN("server/money_field");

namespace {
const auto pounds = *orders::Currency::of("GBP"), yen = *orders::Currency::of("JPY"),
           dinars = *orders::Currency::of("KWD");
}

TEST_CASE("an amount is read in the decimals of its currency, with point or comma") {
  CHECK(parse_amount("89.99", pounds) == 8999);
  CHECK(parse_amount("89,9", pounds) == 8990);
  CHECK(parse_amount("1 200", pounds) == 120000);
  CHECK(parse_amount("-5", pounds) == -500);
  CHECK(parse_amount("0.05", pounds) == 5);
  CHECK(parse_amount("1200", yen) == 1200);
  CHECK(parse_amount("1.234", dinars) == 1234);
}

TEST_CASE("what could mean two amounts, or none, is asked again") {
  for (const auto* text : {"", "-", ".", "1.", ".5", "1,200", "1.234", "12a", "1.2.3", "1,234.50",
                           "99999999999999999", "1e3", "+5", "£5"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(parse_amount(text, pounds));
  }
  CHECK_FALSE(parse_amount("1200.5", yen));
}

TEST_SUITE_END();
