#pragma once

#include "orders/zone.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace orders {

// An opening span within a day, local wall time; closes at most at 24:00.
struct Span {
  std::chrono::minutes opens{0};
  std::chrono::minutes closes{0};
  friend bool operator==(const Span&, const Span&) = default;
};

struct HoursException {
  std::vector<Span> spans = {};  // empty: closed all day
  std::string note = {};         // "Boxing Day", plain text
  friend bool operator==(const HoursException&, const HoursException&) = default;
};

struct OpeningHours {
  std::array<std::vector<Span>, 7> week{};         // [0] is Monday (ISO 8601)
  std::map<Date, HoursException> exceptions = {};  // beat the week
  bool known() const;                              // false: the shop has told none
  const std::vector<Span>& on(Date date) const;    // the spans of that day
  friend bool operator==(const OpeningHours&, const OpeningHours&) = default;
};

// Whether a shop is open, and when that changes next (looked for over 31 days).
struct OpenState {
  bool open = false;
  std::optional<Instant> changes_at = {};
  friend bool operator==(const OpenState&, const OpenState&) = default;
};

OpenState open_state(const OpeningHours& hours, const Zone& zone, Instant now);

// "mon-fri 09:00-17:30; sat 10:00-13:00, 14:00-16:00; 2026-12-25 closed Christmas Day". nullopt with a
// sentence in `error` when it cannot be read or spans overlap.
std::optional<OpeningHours> parse_hours(std::string_view text, std::string& error);
std::string hours_text(const OpeningHours& hours);  // the same notation; parse_hours(hours_text(h)) == h

}  // namespace orders
