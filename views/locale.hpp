#pragma once

#include "orders/hours.hpp"
#include "orders/money.hpp"
#include "orders/time.hpp"
#include "orders/zone.hpp"

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace views {

// Marks an English sentence for the catalogues where it is not said at once, as in a table.
constexpr std::string_view msg(std::string_view english) { return english; }

// A filled-in place of a message: {"device", "iPhone 13"} fills {device}.
using Argument = std::pair<std::string_view, std::string_view>;

// One language: its catalogue (gettext) and its ways with money, dates, plurals and writing direction (ICU).
// Formatters are built once and used from any thread.
class Locale {
 public:
  // The best of ours for a BCP 47 tag ("de-AT" -> "de"); nullptr when there is none.
  static const Locale* find(std::string_view tag);
  static const Locale& fallback();  // English
  static const std::vector<std::string>& available();
  // `?lang=` beats the order's language, which beats Accept-Language (RFC 9110 section 12.5.4), which beats
  // the shop's.
  static const Locale& choose(std::string_view query, std::string_view order,
                              std::string_view accept_language, std::string_view shop);

  virtual ~Locale() = default;
  virtual const std::string& tag() const = 0;
  virtual bool right_to_left() const = 0;
  virtual const std::string& own_name() const = 0;  // "Deutsch"

  // The translation of an English message, its {named} places filled. Unknown messages come back in English.
  // `message` is a literal of the program (gettext looks it up by its zero-ended bytes).
  virtual std::string text(std::string_view message,
                           std::initializer_list<Argument> arguments = {}) const = 0;
  // By the language's plural rules; {n} is the number.
  virtual std::string plural(std::string_view one, std::string_view many, long n) const = 0;

  virtual std::string money(const orders::Money& amount) const = 0;
  virtual std::string quantity(const orders::Quantity& quantity) const = 0;
  virtual std::string percent(int basis_points) const = 0;
  virtual std::string date(orders::Instant when, const orders::Zone& zone) const = 0;  // Friday, 1 May 2026
  virtual std::string day(orders::Date date) const = 0;  // of a calendar, no zone
  virtual std::string date_time(orders::Instant when,
                                const orders::Zone& zone) const = 0;                   // with the zone named
  virtual std::string time(orders::Instant when, const orders::Zone& zone) const = 0;  // 17:30
  virtual std::string wall_time(std::chrono::minutes since_midnight) const = 0;
  virtual std::string weekday(unsigned iso_day) const = 0;                                  // 1 is Monday
  virtual std::string zone_name(orders::Instant when, const orders::Zone& zone) const = 0;  // GMT, BST
  virtual std::string list(const std::vector<std::string>& items) const = 0;                // a, b and c
};

}  // namespace views
