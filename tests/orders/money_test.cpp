#include "orders/money.hpp"

#include <doctest/doctest.h>

#include <random>

using orders::Currency, orders::LineAmounts, orders::Quantity, orders::line_amounts;

TEST_SUITE("orders/money") {
  TEST_CASE("a currency knows how many decimals its minor unit has") {
    const std::pair<const char*, int> listed[] = {{"GBP", 2}, {"EUR", 2}, {"JPY", 0}, {"ISK", 0},
                                                  {"KWD", 3}, {"TND", 3}, {"CLF", 4}, {"UYW", 4},
                                                  {"UYI", 0}, {"XOF", 0}, {"AED", 2}, {"ZWG", 2}};
    for (const auto& [code, decimals] : listed) {
      const auto currency = Currency::of(code);
      REQUIRE_MESSAGE(currency, code);
      CHECK(currency->code() == code);
      CHECK_MESSAGE(currency->exponent() == decimals, code);
    }
    CHECK(Currency{} == *Currency::of("GBP"));
  }

  TEST_CASE("what ISO 4217 does not list as money is no currency") {
    for (const auto code :
         {"", "G", "GB", "gbp", "GBPX", "ZZZ", "B G", "   ", "P E", "XXX", "XAU", "XTS", "HRK"})
      CHECK_MESSAGE(!Currency::of(code), code);
  }

  TEST_CASE("a quantity is read and written in its shortest form") {
    const std::pair<const char*, std::int64_t> written[] = {
        {"1", 1000},      {"2.5", 2500}, {"0.125", 125}, {"0.001", 1}, {"1000000", 1'000'000'000},
        {"10.05", 10'050}};
    for (const auto& [text, thousandths] : written) {
      const auto quantity = Quantity::parse(text);
      REQUIRE_MESSAGE(quantity, text);
      CHECK(quantity->thousandths == thousandths);
      CHECK(quantity->text() == text);
    }
    CHECK(Quantity::parse("1.500")->text() == "1.5");
    CHECK(Quantity::parse("01")->text() == "1");
  }

  TEST_CASE("what is no quantity is refused") {
    for (const auto text : {"", "0", "0.000", "-1", "+1", " 1", "1 ", "1.", ".5", "1.2345", "1,5", "1e3",
                            "1.-5", "1000000.001", "1000001", "99999999999999999999", "1.2.3", "NaN"})
      CHECK_MESSAGE(!Quantity::parse(text), text);
  }

  TEST_CASE("C16: a line's tax is rounded by itself") {
    LineAmounts sum = *line_amounts(8999, {}, 2000, false);
    CHECK(sum == LineAmounts{8999, 1800, 10799});
    const auto battery = *line_amounts(1599, {}, 2000, false);
    CHECK(battery.tax == 320);
    sum += battery;
    CHECK(sum == LineAmounts{10598, 2120, 12718});
    CHECK(*line_amounts(7999, {}, 2000, false) == LineAmounts{7999, 1600, 9599});
  }

  TEST_CASE("net is rounded half away from zero, tax half up") {
    struct Row {
      std::int64_t price, thousandths;
      int tax_bp;
      bool included;
      LineAmounts expected;
    };
    const Row rows[] = {
        {1, 500, 0, false, {1, 0, 1}},     // 0.5 -> 1
        {-1, 500, 0, false, {-1, 0, -1}},  // -0.5 -> -1
        {1, 499, 0, false, {0, 0, 0}},
        {333, 1500, 0, false, {500, 0, 500}},      // 499.5
        {25, 1000, 1000, false, {25, 3, 28}},      // tax 2.5 -> 3
        {-25, 1000, 1000, false, {-25, -2, -27}},  // tax -2.5 -> -2
        {-26, 1000, 1000, false, {-26, -3, -29}},  // tax -2.6 -> -3
        {12000, 1000, 2000, true, {10000, 2000, 12000}},
        {100, 1000, 2000, true, {83, 17, 100}},  // tax 16.67
        {-100, 1000, 2000, true, {-83, -17, -100}},
        {100, 1000, 10'000, true, {50, 50, 100}},
        {999, 3000, 0, true, {2997, 0, 2997}},
    };
    for (const auto& row : rows) {
      CAPTURE(row.price);
      CHECK(*line_amounts(row.price, {row.thousandths}, row.tax_bp, row.included) == row.expected);
    }
  }

  TEST_CASE("amounts beyond any real order are refused, not wrapped") {
    const std::int64_t most = 1'000'000'000'000'000;
    CHECK(line_amounts(most, {}, 0, false));
    CHECK(line_amounts(-most, {}, 0, false));
    CHECK_FALSE(line_amounts(most + 1, {}, 0, false));
    CHECK_FALSE(line_amounts(most, {}, 1, false));  // the tax takes it over
    CHECK(line_amounts(most, {}, 1, true));
    CHECK_FALSE(line_amounts(INT64_MAX, {1'000'000'000}, 10'000, false));
    CHECK_FALSE(line_amounts(INT64_MIN, {1'000'000'000}, 10'000, true));
    CHECK_FALSE(line_amounts(100, {}, -1, false));
    CHECK_FALSE(line_amounts(100, {}, 10'001, false));
  }

  TEST_CASE("net and tax always make the gross") {
    std::mt19937_64 random{42};
    for (int i = 0; i < 20'000; ++i) {
      const auto price = static_cast<std::int64_t>(random() % 2'000'000) - 500'000;
      const Quantity quantity{static_cast<std::int64_t>(random() % 20'000) + 1};
      const int tax_bp = static_cast<int>(random() % 10'001);
      const bool included = random() % 2;
      const auto line = line_amounts(price, quantity, tax_bp, included);
      REQUIRE(line);
      REQUIRE(line->net + line->tax == line->gross);
      // The side that was given keeps within half a unit of price times quantity.
      const auto given = included ? line->gross : line->net;
      REQUIRE(std::abs(given * 1000 - price * quantity.thousandths) <= 500);
      REQUIRE(line->tax * line->net >= 0);
    }
  }
}
