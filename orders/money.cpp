#include "orders/money.hpp"

#include <charconv>

namespace orders {
namespace {

constexpr std::int64_t largest_amount = 1'000'000'000'000'000;  // beyond any real order
constexpr std::int64_t largest_quantity = 1'000'000;
constexpr int whole_bp = 10'000;  // 100 %

// Products of two 64-bit numbers stay exact in it.
__extension__ using Wide = __int128;

Wide half_away_from_zero(Wide value, Wide divisor) {
  return value < 0 ? -((-value + divisor / 2) / divisor) : (value + divisor / 2) / divisor;
}

// Half up: towards plus infinity, so that the tax on a discount of one half is none.
Wide half_up(Wide value, Wide divisor) {
  const Wide doubled = 2 * value + divisor;
  const Wide quotient = doubled / (2 * divisor);
  return doubled < 0 && doubled % (2 * divisor) != 0 ? quotient - 1 : quotient;
}

bool fits(Wide amount) { return amount >= -largest_amount && amount <= largest_amount; }

std::optional<std::int64_t> whole_number(std::string_view digits) {
  std::int64_t value = 0;
  const auto end = digits.data() + digits.size();
  if (digits.empty() || digits.front() == '-') return std::nullopt;
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Quantity> Quantity::parse(std::string_view text) {
  const auto point = text.find('.');
  const auto whole = whole_number(text.substr(0, point));
  if (!whole || *whole > largest_quantity) return std::nullopt;
  std::int64_t thousandths = *whole * 1000;
  if (point != std::string_view::npos) {
    std::string decimals{text.substr(point + 1)};
    if (decimals.empty() || decimals.size() > 3) return std::nullopt;
    decimals.resize(3, '0');
    const auto part = whole_number(decimals);
    if (!part) return std::nullopt;
    thousandths += *part;
  }
  if (thousandths < 1 || thousandths > largest_quantity * 1000) return std::nullopt;
  return Quantity{thousandths};
}

std::string Quantity::text() const {
  auto text = std::to_string(thousandths / 1000);
  if (const auto rest = thousandths % 1000; rest != 0) {
    auto decimals = std::to_string(1000 + rest).substr(1);
    decimals.erase(decimals.find_last_not_of('0') + 1);
    text += "." + decimals;
  }
  return text;
}

std::optional<LineAmounts> line_amounts(std::int64_t unit_price, Quantity quantity, int tax_bp,
                                        bool tax_included) {
  if (tax_bp < 0 || tax_bp > whole_bp) return std::nullopt;
  const Wide product = half_away_from_zero(Wide{unit_price} * quantity.thousandths, 1000);
  if (!fits(product)) return std::nullopt;
  const Wide tax = half_up(product * tax_bp, tax_included ? whole_bp + tax_bp : whole_bp);
  const Wide net = tax_included ? product - tax : product;
  if (!fits(net + tax)) return std::nullopt;
  return LineAmounts{.net = static_cast<std::int64_t>(net),
                     .tax = static_cast<std::int64_t>(tax),
                     .gross = static_cast<std::int64_t>(net + tax)};
}

}  // namespace orders
