#pragma once

#include "orders/command.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace server {

// An order as a shop's other systems describe it: the body of POST /orders, and what only an import knows
// (stage, external_id, created_on or created_at). Every format of `import` is brought into this form.
struct OrderBody {
  orders::NewOrder order{};                     // location and created_at still to be filled in
  std::string location = {};                    // slug or name
  std::optional<orders::Date> created_on = {};  // a day in the location's calendar
  bool on_hold = false;
};

// Refused: an unknown member, a wrong type, text that is not UTF-8 or holds control characters, a stage or
// time that cannot be read. `field` is "devices[0].kind" and the like.
orders::Outcome<OrderBody> read_order(const boost::json::object& body);

// "2017-04-01"; nullopt for a day that no calendar has.
std::optional<orders::Date> parse_date(std::string_view text);
// RFC 3339 with any offset: "2026-05-01T17:00:00Z", "2026-05-01T17:00:00.5+01:00".
std::optional<orders::Instant> parse_rfc3339(std::string_view text);

}  // namespace server
