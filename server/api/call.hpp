#pragma once

#include "server/api/caller.hpp"
#include "server/json/reader.hpp"

#include <span>
#include <string_view>
#include <variant>

namespace server {

// One call about one order of the caller's shop, as the order stood when the call came in.
struct Call {
  Caller caller{};
  orders::Order order{};
  orders::Instant at{};
  boost::json::object body = {};

  // What the rules may know of it.
  orders::Context context() const;
};

enum class Body { none, json };

// 401 or 429 without a key that may, 404 for what is not the shop's, 400 or 415 for a body that is not JSON.
Task<std::variant<Call, Response>> open_call(Services& services, const Request& request,
                                             std::string_view order, Body body = Body::json);

// The order after the command; passes on why there is none.
Task<orders::Outcome<orders::Order>> change(Services& services, const Call& call,
                                            orders::Outcome<orders::Command> wanted);

// The whole order as JSON, with its version as ETag; `once` is a member that this answer alone brings.
Task<Response> send_order(Services& services, const orders::Order& order, int status = 200,
                          boost::json::object once = {});

// Both in one: what a call that only changes its order comes down to.
Task<Response> answer_change(Services& services, const Call& call, orders::Outcome<orders::Command> wanted);

Task<orders::Location> location_of(Services& services, const orders::Order& order);

Response json_answer(const boost::json::object& body, int status = 200);

}  // namespace server
