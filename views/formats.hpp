#pragma once

#include "orders/money.hpp"
#include "orders/time.hpp"
#include "orders/zone.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace views {

// One language's ways with figures and dates, by ICU. Its formatters are built once and used from any thread.
class Formats {
 public:
  explicit Formats(const std::string& icu_name);  // "en-GB", "ar-u-nu-latn"
  ~Formats();

  std::string money(const orders::Money& amount) const;
  std::string quantity(const orders::Quantity& quantity) const;
  std::string percent(int basis_points) const;
  std::string date(
      std::chrono::milliseconds wall_clock) const;  // since 1970 on the wall clock, whatever zone
  std::string date_time(std::chrono::milliseconds wall_clock) const;
  std::string time(std::chrono::milliseconds wall_clock) const;
  std::string weekday(std::chrono::milliseconds wall_clock) const;
  std::string zone_name(orders::Instant when, const orders::Zone& zone) const;
  std::string list(const std::vector<std::string>& items) const;
  std::string own_name() const;  // of the language, as it begins a line: "Deutsch"
  bool right_to_left() const;

 private:
  struct Icu;
  std::unique_ptr<Icu> icu_;
};

}  // namespace views
