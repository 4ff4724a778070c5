#include "outbox/amounts.hpp"

#include <doctest/doctest.h>

using outbox::from_paypal;
using outbox::from_stripe;
using outbox::to_paypal;
using outbox::to_stripe;

namespace {

orders::Money money(std::int64_t amount, std::string_view code) {
  return {amount, *orders::Currency::of(code)};
}

}  // namespace

TEST_SUITE("outbox/amounts") {
  TEST_CASE("Stripe counts pence as we do") {
    CHECK(to_stripe(money(5000, "GBP")) == 5000);
    CHECK(from_stripe(5000, "gbp") == money(5000, "GBP"));
  }

  TEST_CASE("yen have no decimals at either provider") {
    CHECK(to_stripe(money(500, "JPY")) == 500);
    CHECK(from_stripe(500, "jpy") == money(500, "JPY"));
    CHECK(to_paypal(money(500, "JPY")) == "500");
    CHECK(from_paypal("500", "JPY") == money(500, "JPY"));
    CHECK(from_paypal("500.00", "JPY") == money(500, "JPY"));
  }

  TEST_CASE("Stripe takes dinars in steps of ten fils, PayPal not at all") {
    CHECK(to_stripe(money(5120, "KWD")) == 5120);
    CHECK_FALSE(to_stripe(money(5124, "KWD")));
    CHECK(from_stripe(5120, "kwd") == money(5120, "KWD"));
    CHECK_FALSE(to_paypal(money(5120, "KWD")));
  }

  TEST_CASE("Stripe keeps two decimals for krónur and Ugandan shillings, which have none") {
    for (const auto code : {"ISK", "UGX"}) {
      CHECK(to_stripe(money(5, code)) == 500);
      CHECK(from_stripe(500, code) == money(5, code));
      CHECK_FALSE(from_stripe(510, code));
    }
  }

  TEST_CASE("Stripe has no decimals for the ariary, which has two") {
    CHECK(to_stripe(money(500, "MGA")) == 5);
    CHECK_FALSE(to_stripe(money(501, "MGA")));
    CHECK(from_stripe(5, "mga") == money(500, "MGA"));
  }

  TEST_CASE("forints and Taiwan dollars are charged with two decimals by Stripe and none by PayPal") {
    for (const auto code : {"HUF", "TWD"}) {
      CHECK(to_stripe(money(1250, code)) == 1250);
      CHECK(to_paypal(money(1200, code)) == "12");
      CHECK_FALSE(to_paypal(money(1250, code)));
      CHECK(from_paypal("12", code) == money(1200, code));
    }
  }

  TEST_CASE("PayPal writes both decimals, small amounts too") {
    CHECK(to_paypal(money(12718, "GBP")) == "127.18");
    CHECK(to_paypal(money(5, "GBP")) == "0.05");
    CHECK(from_paypal("127.18", "GBP") == money(12718, "GBP"));
    CHECK(from_paypal("127.1", "GBP") == money(12710, "GBP"));
  }

  TEST_CASE("what is no amount is refused") {
    for (const auto text : {"", ".", "-5.00", "5.001", "1e3", " 5.00", "5,00", "99999999999999999999.00"})
      CHECK_FALSE(from_paypal(text, "GBP"));
    CHECK_FALSE(from_paypal("5.00", "gbp"));
    CHECK_FALSE(from_stripe(5, "xxx"));
    CHECK_FALSE(from_stripe(-5, "gbp"));
    CHECK_FALSE(to_stripe(money(5000, "CLF")));
    CHECK_FALSE(to_stripe(money(INT64_MAX, "ISK")));
  }
}
