#include "orders/hours.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace orders {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 7> day_names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr minutes midnight{24 * 60};

// Told to the person who typed the hours.
struct Unreadable {
  std::string sentence;
};

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// Takes what stands before the first of `separators` off the front of `text`.
std::string_view take_until(std::string_view& text, std::string_view separators) {
  const auto end = std::min(text.find_first_of(separators), text.size());
  const auto taken = text.substr(0, end);
  text.remove_prefix(end);
  return taken;
}

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto end = digits.data() + digits.size();
  if (digits.empty() || digits.front() == '-') return std::nullopt;
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

std::size_t read_day(std::string_view text) {
  std::string lower{text};
  for (auto& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const auto found = std::ranges::find(day_names, lower);
  if (found == day_names.end())
    throw Unreadable{"'" + std::string(text) + "' is neither a day (mon to sun) nor a date (2026-12-25)."};
  return static_cast<std::size_t>(found - day_names.begin());
}

std::optional<Date> read_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = number(text.substr(0, 4)), m = number(text.substr(5, 2)), d = number(text.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  const Date date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
  if (!date.ok()) throw Unreadable{"There is no day " + std::string(text) + "."};
  return date;
}

minutes read_time(std::string_view text) {
  const auto colon = text.find(':');
  const auto hour = number(text.substr(0, colon));
  const auto minute = colon == std::string_view::npos ? std::nullopt : number(text.substr(colon + 1));
  const bool shaped = hour && minute && colon <= 2 && text.size() == colon + 3;
  if (!shaped || *minute > 59 || hours{*hour} + minutes{*minute} > midnight)
    throw Unreadable{"'" + std::string(text) + "' is no time between 00:00 and 24:00."};
  return hours{*hour} + minutes{*minute};
}

Span read_span(std::string_view text) {
  const auto hyphen = text.find('-');
  if (hyphen == std::string_view::npos)
    throw Unreadable{"'" + std::string(text) + "' is no span such as 09:00-17:30."};
  const Span span{read_time(text.substr(0, hyphen)), read_time(text.substr(hyphen + 1))};
  if (span.opens >= span.closes)
    throw Unreadable{
        "'" + std::string(text) +
        "' ends before it begins; write hours past midnight as two days, until 24:00 and from 00:00."};
  return span;
}

// "closed", or spans parted by commas; what follows is the note.
HoursException read_spans(std::string_view text) {
  HoursException read;
  auto rest = text;
  if (const auto word = take_until(rest, " \t"); word == "closed") {
    read.note = trim(rest);
    return read;
  }
  rest = text;
  for (bool more = true; more;) {
    rest = trim(rest);
    read.spans.push_back(read_span(take_until(rest, " \t,")));
    rest = trim(rest);
    more = rest.starts_with(',');
    if (more) rest.remove_prefix(1);
  }
  read.note = rest;
  std::ranges::sort(read.spans, {}, &Span::opens);
  for (std::size_t i = 1; i < read.spans.size(); ++i)
    if (read.spans[i].opens < read.spans[i - 1].closes)
      throw Unreadable{"The spans of '" + std::string(text) + "' overlap."};
  return read;
}

class Reader {
 public:
  void item(std::string_view text) {
    auto rest = text;
    const auto when = take_until(rest, " \t");
    rest = trim(rest);
    if (rest.empty()) throw Unreadable{"'" + std::string(text) + "' lacks its hours or the word closed."};
    if (const auto date = read_date(when)) {
      if (!read.exceptions.emplace(*date, read_spans(rest)).second)
        throw Unreadable{std::string(when) + " is given twice."};
    } else {
      week_days(when, rest);
    }
  }
  OpeningHours read;

 private:
  void week_days(std::string_view when, std::string_view hours_of_day) {
    const auto hyphen = when.find('-');
    const auto first = read_day(when.substr(0, hyphen));
    const auto last = hyphen == std::string_view::npos ? first : read_day(when.substr(hyphen + 1));
    const auto spans = read_spans(hours_of_day);
    if (!spans.note.empty())
      throw Unreadable{"'" + spans.note + "' is no opening hours; only a date has a note."};
    for (auto day = first;; day = (day + 1) % 7) {  // over the end of the week: sat-mon
      if (std::exchange(given_[day], true))
        throw Unreadable{std::string(day_names[day]) + " is given twice."};
      read.week[day] = spans.spans;
      if (day == last) break;
    }
  }
  std::array<bool, 7> given_{};
};

}  // namespace

std::optional<OpeningHours> parse_hours(std::string_view text, std::string& error) {
  Reader reader;
  try {
    while (!text.empty()) {
      if (const auto item = trim(take_until(text, ";")); !item.empty()) reader.item(item);
      if (!text.empty()) text.remove_prefix(1);
    }
  } catch (const Unreadable& fault) {
    error = fault.sentence;
    return std::nullopt;
  }
  return std::move(reader.read);
}

}  // namespace orders
