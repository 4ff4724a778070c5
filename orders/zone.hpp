#pragma once

#include "orders/time.hpp"

#include <string>
#include <vector>

namespace orders {

// A moment as the clock on a shop's wall shows it.
struct LocalTime {
  Date date{};
  std::chrono::milliseconds time_of_day{0};  // since local midnight
  std::chrono::seconds offset{0};            // local minus UTC
  friend bool operator==(const LocalTime&, const LocalTime&) = default;
};

// The UTC offsets of one IANA time zone, as plain values, so that a rule about opening hours or the end of a
// day needs no time-zone library. `views::load_zone` fills one from ICU.
class Zone {
 public:
  struct Change {
    Instant at{};
    std::chrono::seconds offset{0};  // in force from `at` on
  };

  Zone() = default;  // UTC
  // `changes` in ascending order; before the first one `before` is in force.
  Zone(std::string name, std::chrono::seconds before, std::vector<Change> changes);

  const std::string& name() const { return name_; }
  std::chrono::seconds offset_at(Instant when) const;
  LocalTime local(Instant when) const;

  // The moment at which the wall clock shows this. A time skipped in spring means the moment of the change;
  // one that comes twice in autumn means the first.
  Instant at(Date date, std::chrono::minutes time_of_day) const;
  Instant start_of(Date date) const { return at(date, std::chrono::minutes{0}); }
  // The first moment after the day: "valid through" means `now < end_of(date)`.
  Instant end_of(Date date) const;

 private:
  std::string name_ = "UTC";
  std::chrono::seconds before_{0};
  std::vector<Change> changes_;
};

}  // namespace orders
