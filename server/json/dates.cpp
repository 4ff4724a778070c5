#include "server/json/dates.hpp"

#include <fmt/format.h>

#include <charconv>

namespace server {

namespace {

// Reads exactly so many digits at the front of `text` and takes them off it.
std::optional<int> digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + count, value);
  if (error != std::errc{} || end != text.data() + count || value < 0 || text.front() == '-')
    return std::nullopt;
  text.remove_prefix(count);
  return value;
}

bool skip(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<orders::Date> take_date(std::string_view& text) {
  const auto year = digits(text, 4);
  if (!year || !skip(text, '-')) return std::nullopt;
  const auto month = digits(text, 2);
  if (!month || !skip(text, '-')) return std::nullopt;
  const auto day = digits(text, 2);
  if (!day) return std::nullopt;
  const orders::Date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                          std::chrono::day{static_cast<unsigned>(*day)}};
  return date.ok() ? std::optional{date} : std::nullopt;
}

// Hours and minutes, "17:30", as minutes.
std::optional<std::chrono::minutes> take_clock(std::string_view& text) {
  const auto hour = digits(text, 2);
  if (!hour || *hour > 23 || !skip(text, ':')) return std::nullopt;
  const auto minute = digits(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  return std::chrono::hours{*hour} + std::chrono::minutes{*minute};
}

std::chrono::milliseconds take_fraction(std::string_view& text) {
  std::chrono::milliseconds out{0};
  for (int unit = 100; !text.empty() && text.front() >= '0' && text.front() <= '9'; unit /= 10) {
    out += std::chrono::milliseconds{unit * (text.front() - '0')};
    text.remove_prefix(1);
  }
  return out;
}

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
  if (skip(text, 'Z') || skip(text, 'z')) return std::chrono::minutes{0};
  const bool west = text.starts_with('-');
  if (!skip(text, '-') && !skip(text, '+')) return std::nullopt;
  const auto offset = take_clock(text);
  if (!offset) return std::nullopt;
  return west ? -*offset : *offset;
}

}  // namespace

std::optional<orders::Date> parse_date(std::string_view text) {
  const auto date = take_date(text);
  return text.empty() ? date : std::nullopt;
}

std::optional<std::chrono::minutes> parse_clock(std::string_view text) {
  const auto clock = take_clock(text);
  return text.empty() ? clock : std::nullopt;
}

std::string clock_text(std::chrono::minutes since_midnight) {
  return fmt::format("{:02}:{:02}", since_midnight.count() / 60, since_midnight.count() % 60);
}

std::optional<orders::Instant> parse_rfc3339(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !(skip(text, 'T') || skip(text, 't') || skip(text, ' '))) return std::nullopt;
  const auto clock = take_clock(text);
  if (!clock || !skip(text, ':')) return std::nullopt;
  const auto second = digits(text, 2);
  if (!second || *second > 60) return std::nullopt;
  const bool has_fraction = skip(text, '.');
  if (has_fraction && (text.empty() || text.front() < '0' || text.front() > '9')) return std::nullopt;
  const auto fraction = has_fraction ? take_fraction(text) : std::chrono::milliseconds{0};
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return std::chrono::sys_days{*date} + *clock + std::chrono::seconds{*second} + fraction - *offset;
}

}  // namespace server
