#pragma once

#include <chrono>

namespace orders {

// A moment, UTC, to the millisecond. Rules take `now` as an argument; none reads a clock.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// A day in some shop's own calendar.
using Date = std::chrono::year_month_day;

}  // namespace orders
