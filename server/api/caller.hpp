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

// The body as one JSON object whose members are all among `known`; 400 or 422 that names the fault.
std::variant<boost::json::object, Response> json_body(const Request& request,
                                                      std::initializer_list<std::string_view> known);

store::OrderRef order_ref(std::string_view segment);  // ord_… or the order's number

}  // namespace server
