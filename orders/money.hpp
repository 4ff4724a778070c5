#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orders {

// An ISO 4217 currency: its three letters and how many decimals its minor unit has (JPY 0, GBP 2, KWD 3).
class Currency {
 public:
  constexpr Currency() = default;  // GBP
  static std::optional<Currency> of(
      std::string_view code);  // upper case; nullopt when ISO 4217 does not list it
  std::string_view code() const { return {code_.data(), code_.size()}; }
  int exponent() const { return exponent_; }
  friend bool operator==(const Currency&, const Currency&) = default;

 private:
  std::array<char, 3> code_{'G', 'B', 'P'};
  int exponent_ = 2;
};

// An amount in minor units (pence, cents).
struct Money {
  std::int64_t amount = 0;
  Currency currency{};
  friend bool operator==(const Money&, const Money&) = default;
};

// "1", "2.5", "0.125": up to three decimals, kept as thousandths; positive, at most 1,000,000.
struct Quantity {
  std::int64_t thousandths = 1000;
  static std::optional<Quantity> parse(std::string_view text);
  std::string text() const;  // shortest form: 1000 -> "1", 2500 -> "2.5"
  friend bool operator==(const Quantity&, const Quantity&) = default;
};

struct LineAmounts {
  std::int64_t net = 0, tax = 0, gross = 0;  // minor units; net + tax == gross
  friend bool operator==(const LineAmounts&, const LineAmounts&) = default;
  LineAmounts& operator+=(const LineAmounts& more) {
    net += more.net, tax += more.tax, gross += more.gross;
    return *this;
  }
};

// The amounts of one line: unit price (minor units, negative for a discount) × quantity, rounded half away
// from zero; then tax in basis points, rounded half up. With `tax_included` the product is the gross and tax
// is taken out of it. nullopt when a result would leave ±10^15, beyond any real order, or tax is not within 0
// to 100 %.
std::optional<LineAmounts> line_amounts(std::int64_t unit_price, Quantity quantity, int tax_bp,
                                        bool tax_included);

}  // namespace orders
