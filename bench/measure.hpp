#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string_view>
#include <vector>

#include <sched.h>
#include <time.h>

// What the measurements share: clocks, quartiles and how a figure is told.
namespace bench {

using Clock = std::chrono::steady_clock;

inline double us_since(Clock::time_point begun) {
  return std::chrono::duration<double, std::micro>(Clock::now() - begun).count();
}

// In µs; 0 when the clock cannot be read.
inline double cpu_us(clockid_t clock) {
  timespec time{};
  if (::clock_gettime(clock, &time) != 0) return 0;
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}
inline double thread_cpu_us() { return cpu_us(CLOCK_THREAD_CPUTIME_ID); }
// What a process has computed so far, all its threads together.
inline double process_cpu_us(pid_t process) {
  clockid_t clock{};
  return ::clock_getcpuclockid(process, &clock) == 0 ? cpu_us(clock) : 0;
}

// Of a list in no order; `part` from 0 to 1.
inline double quantile(std::vector<double> values, double part) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  return values[std::min(values.size() - 1,
                         static_cast<std::size_t>(part * static_cast<double>(values.size())))];
}
inline double median(const std::vector<double>& values) { return quantile(values, 0.5); }

// The calling thread, and what it starts from now on, run on this core alone.
inline void pin(unsigned core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(core, &set);
  ::sched_setaffinity(0, sizeof set, &set);
}

// One line of JSON a measure: {"measure": …, "orders": …, "value": …, "unit": …}; no orders: 0.
inline void tell(std::string_view measure, double value, std::string_view unit, std::size_t orders = 0) {
  fmt::print(R"({{"measure":"{}",{}"value":{:.6g},"unit":"{}"}})"
             "\n",
             measure, orders ? fmt::format(R"("orders":{},)", orders) : std::string{}, value, unit);
  std::fflush(stdout);
}
// With its quartiles and how many rounds they are of.
inline void tell_rounds(std::string_view measure, const std::vector<double>& values, std::string_view unit) {
  fmt::print(R"({{"measure":"{}","value":{:.6g},"q1":{:.6g},"q3":{:.6g},"rounds":{},"unit":"{}"}})"
             "\n",
             measure, median(values), quantile(values, 0.25), quantile(values, 0.75), values.size(), unit);
  std::fflush(stdout);
}

}  // namespace bench
