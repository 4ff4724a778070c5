#pragma once

#include "server/api/call.hpp"
#include "server/import/order_body.hpp"

namespace server {

// A new order with its first link, as JSON with its address in `link_told`. The same call again, known by its
// Idempotency-Key, gets the order and the link of the first time.
Task<orders::Outcome<orders::Order>> add_order(Call& call, OrderBody body, boost::json::object& link_told);

}  // namespace server
