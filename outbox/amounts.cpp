#include "outbox/amounts.hpp"

#include <algorithm>
#include <charconv>

namespace outbox {
namespace {

using orders::Currency;
using orders::Money;

constexpr std::int64_t largest = 1'000'000'000'000'000;  // beyond any real payment

constexpr bool lists(std::string_view codes, std::string_view code) { return codes.find(code) != codes.npos; }

constexpr std::int64_t power_of_ten(int exponent) {
  return exponent == 0 ? 1 : 10 * power_of_ten(exponent - 1);
}

// The decimals that Stripe counts in; ISO 4217's, but for three: the ariary has none, and the króna and the
// Ugandan shilling keep the two that they once had, which must be zeros.
std::optional<int> stripe_decimals(const Currency& currency) {
  const auto code = currency.code();
  if (lists("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF", code)) return 0;
  if (lists("ISK UGX", code) || currency.exponent() == 2) return 2;
  if (lists("BHD JOD KWD OMR TND", code)) return 3;
  return std::nullopt;
}

// The least step that can be paid, in Stripe's units.
std::int64_t stripe_step(const Currency& currency) {
  if (lists("ISK UGX", currency.code())) return 100;
  return currency.exponent() == 3 ? 10 : 1;  // card networks know no third decimal
}

// From one number of decimals to another, exactly.
std::optional<std::int64_t> rescaled(std::int64_t amount, int from, int to) {
  if (amount < 0 || amount > largest) return std::nullopt;
  if (to >= from) return amount * power_of_ten(to - from);
  const auto divisor = power_of_ten(from - to);
  if (amount % divisor != 0) return std::nullopt;
  return amount / divisor;
}

int paypal_decimals(const Currency& currency) {
  return lists("HUF JPY TWD", currency.code()) ? 0 : currency.exponent();
}

std::optional<std::int64_t> digits(std::string_view text) {
  std::int64_t value = 0;
  const auto* end = text.data() + text.size();
  if (text.empty() || text.size() > 15 ||
      !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  std::from_chars(text.data(), end, value);
  return value;
}

}  // namespace

std::optional<std::int64_t> to_stripe(const Money& amount) {
  const auto decimals = stripe_decimals(amount.currency);
  if (!decimals) return std::nullopt;
  const auto units = rescaled(amount.amount, amount.currency.exponent(), *decimals);
  if (!units || *units % stripe_step(amount.currency) != 0) return std::nullopt;
  return units;
}

std::optional<Money> from_stripe(std::int64_t amount, std::string_view currency) {
  std::string code{currency};
  for (auto& c : code)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  const auto known = Currency::of(code);
  const auto decimals = known ? stripe_decimals(*known) : std::nullopt;
  if (!decimals) return std::nullopt;
  const auto units = rescaled(amount, *decimals, known->exponent());
  if (!units) return std::nullopt;
  return Money{*units, *known};
}

std::optional<std::string> to_paypal(const Money& amount) {
  const auto decimals = paypal_decimals(amount.currency);
  const auto units = rescaled(amount.amount, amount.currency.exponent(), decimals);
  if (!units || decimals > 2) return std::nullopt;
  auto text = std::to_string(*units);
  if (decimals == 0) return text;
  const auto places = static_cast<std::size_t>(decimals);
  if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
  return text.insert(text.size() - places, ".");
}

std::optional<Money> from_paypal(std::string_view value, std::string_view currency) {
  const auto known = Currency::of(currency);
  if (!known) return std::nullopt;
  const auto point = value.find('.');
  const auto whole = value.substr(0, point);
  std::string decimals{point == value.npos ? std::string_view{"0"} : value.substr(point + 1)};
  if (whole.empty() || decimals.empty()) return std::nullopt;
  const auto places = static_cast<std::size_t>(known->exponent());
  // "500.00" of a currency without decimals is as good as "500".
  while (decimals.size() > places && decimals.back() == '0') decimals.pop_back();
  if (decimals.size() > places) return std::nullopt;
  decimals.resize(places, '0');
  const auto units = digits(std::string{whole} + decimals);
  if (!units) return std::nullopt;
  return Money{*units, *known};
}

}  // namespace outbox
