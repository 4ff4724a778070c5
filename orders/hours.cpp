#include "orders/hours.hpp"

#include <algorithm>

namespace orders {
namespace {

using std::chrono::days, std::chrono::sys_days;

constexpr days horizon{31};

std::size_t weekday_index(Date date) { return std::chrono::weekday{sys_days{date}}.iso_encoding() - 1; }

struct Opening {
  Instant from{}, to{};
};

// What the spans from yesterday to past the horizon mean in real time, in order. Spans that touch are one,
// also over midnight; a span that the clock skips in spring is none.
std::vector<Opening> openings(const OpeningHours& hours, const Zone& zone, Instant now) {
  std::vector<Opening> found;
  const auto today = sys_days{zone.local(now).date};
  for (auto day = today - days{1}; day <= today + horizon + days{1}; day += days{1}) {
    auto spans = hours.on(Date{day});
    std::ranges::sort(spans, {}, &Span::opens);
    for (const auto& span : spans) {
      const auto from = zone.at(Date{day}, span.opens);
      const auto to = zone.at(Date{day}, span.closes);
      if (from >= to) continue;
      if (!found.empty() && from <= found.back().to)
        found.back().to = std::max(found.back().to, to);
      else
        found.push_back({from, to});
    }
  }
  return found;
}

}  // namespace

bool OpeningHours::known() const { return *this != OpeningHours{}; }

const std::vector<Span>& OpeningHours::on(Date date) const {
  const auto exception = exceptions.find(date);
  return exception == exceptions.end() ? week[weekday_index(date)] : exception->second.spans;
}

OpenState open_state(const OpeningHours& hours, const Zone& zone, Instant now) {
  const Instant last = now + horizon;
  for (const auto& opening : openings(hours, zone, now)) {
    if (opening.to <= now) continue;
    const bool open = opening.from <= now;
    const auto change = open ? opening.to : opening.from;
    return {.open = open, .changes_at = change <= last ? std::optional{change} : std::nullopt};
  }
  return {};
}

}  // namespace orders
