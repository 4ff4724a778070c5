#pragma once

#include "server/http/router.hpp"
#include "store/store.hpp"

#include <boost/json.hpp>

#include <optional>
#include <string_view>
#include <variant>

namespace server {

// Who calls the API: the key's shop is all that the call can reach.
struct Caller {
  orders::ShopId shop{};
  orders::Actor actor{};
};

// By the Authorization header (RFC 6750); 401 for a key that is missing, unknown or revoked, 429 when it
// calls too often. All three look alike to a guesser but for the last.
Task<std::variant<Caller, Response>> authenticate(Services& services, const Request& request);

// The body as one JSON object, empty when there is none; 400 or 415 for anything else.
std::variant<boost::json::object, Response> json_body(const Request& request);

store::OrderRef order_ref(std::string_view segment);  // ord_… or the order's number

}  // namespace server
