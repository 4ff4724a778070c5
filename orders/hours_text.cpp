#include "orders/hours.hpp"

#include <cstdio>

namespace orders {
namespace {

constexpr std::array<std::string_view, 7> day_names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::string time_text(std::chrono::minutes time) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d", static_cast<int>(time.count() / 60),
                static_cast<int>(time.count() % 60));
  return text.data();
}

std::string spans_text(const std::vector<Span>& spans) {
  if (spans.empty()) return "closed";
  std::string text;
  for (const auto& span : spans) {
    if (!text.empty()) text += ", ";
    text += time_text(span.opens) + "-" + time_text(span.closes);
  }
  return text;
}

std::string date_text(Date date) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

}  // namespace

std::string hours_text(const OpeningHours& hours) {
  std::string text;
  const auto add = [&text](const std::string& item) { text += (text.empty() ? "" : "; ") + item; };
  for (std::size_t day = 0; day < 7;) {
    auto last = day;
    while (last + 1 < 7 && hours.week[last + 1] == hours.week[day]) ++last;
    auto days_of_it = std::string(day_names[day]);
    if (last != day) days_of_it += "-" + std::string(day_names[last]);
    if (!hours.week[day].empty()) add(days_of_it + " " + spans_text(hours.week[day]));
    day = last + 1;
  }
  for (const auto& [date, exception] : hours.exceptions)
    add(date_text(date) + " " + spans_text(exception.spans) +
        (exception.note.empty() ? "" : " " + exception.note));
  return text;
}

}  // namespace orders
