#include "orders/zone.hpp"

#include <algorithm>
#include <utility>

namespace orders {

using namespace std::chrono;

Zone::Zone(std::string name, seconds before, std::vector<Change> changes)
    : name_(std::move(name)), before_(before), changes_(std::move(changes)) {}

seconds Zone::offset_at(Instant when) const {
  const auto next = std::ranges::upper_bound(changes_, when, {}, &Change::at);
  return next == changes_.begin() ? before_ : std::prev(next)->offset;
}

LocalTime Zone::local(Instant when) const {
  const auto offset = offset_at(when);
  const auto wall = when + offset;
  const auto day = floor<days>(wall);
  return {.date = Date{day}, .time_of_day = wall - day, .offset = offset};
}

Instant Zone::at(Date date, minutes time_of_day) const {
  const Instant wall = sys_days{date} + time_of_day;  // read as if it were UTC
  // No zone is further than a day from UTC, so what is in force a day earlier is where to start.
  const Instant earliest = wall - days{1};
  auto next = std::ranges::upper_bound(changes_, earliest, {}, &Change::at);
  auto offset = next == changes_.begin() ? before_ : std::prev(next)->offset;
  for (; next != changes_.end() && wall - offset >= next->at; ++next) {
    offset = next->offset;
    if (wall - offset < next->at) return next->at;  // the wall clock jumped over it
  }
  return wall - offset;
}

Instant Zone::end_of(Date date) const { return start_of(Date{sys_days{date} + days{1}}); }

}  // namespace orders
