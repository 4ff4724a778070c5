#include "server/console/money_field.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace server {

std::optional<std::int64_t> parse_amount(std::string_view text, orders::Currency currency) {
  std::string plain;
  for (const char c : text)
    if (c != ' ') plain += c;
  const bool negative = plain.starts_with('-');
  if (negative) plain.erase(0, 1);
  // What stands behind the last point or comma are decimals only if there can be so many; 1,200 is a thousand
  // and two hundred in one country and one and a fifth in another, so it is asked again.
  const auto mark = plain.find_last_of(".,");
  auto decimals = mark == plain.npos ? std::string{} : plain.substr(mark + 1);
  auto digits = plain.substr(0, mark);
  const auto most = static_cast<std::size_t>(currency.exponent());
  if (mark != plain.npos && (decimals.empty() || decimals.size() > most)) return std::nullopt;
  decimals.resize(most, '0');
  digits += decimals;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (digits.size() == most || digits.size() > 16 || !std::ranges::all_of(digits, is_digit))
    return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return negative ? -value : value;
}

}  // namespace server
