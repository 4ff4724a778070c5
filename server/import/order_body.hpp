#pragma once

#include "orders/command.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace server {

// An order as a shop's other systems describe it: the body of POST /orders, and what only an import knows
// (stage, created_on or created_at). Every format of `import` is brought into this form.
struct OrderBody {
  orders::NewOrder order{};                     // location and created_at still to be filled in
  std::string location = {};                    // slug or name
  std::optional<orders::Date> created_on = {};  // a day in the location's calendar
  bool on_hold = false;
  bool notify = true;  // whether the customer is told
};

// Refused: an unknown member, a wrong type, text that is not UTF-8 or holds control characters, a stage or
// time that cannot be read. `field` is "devices[0].kind" and the like. An import must name its order, by
// number or external id.
orders::Outcome<OrderBody> read_new_order(const boost::json::object& body);
orders::Outcome<OrderBody> read_order(const boost::json::object& body);

}  // namespace server
