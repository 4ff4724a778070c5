#pragma once

#include "server/http/router.hpp"
#include "store/store.hpp"

#include <boost/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace server {

// Who calls the API: the key's shop, and its location where it is bound to one, is all that the call can
// reach.
struct Caller {
  orders::ShopId shop{};
  std::optional<orders::LocationId> location = {};
  orders::KeyScope scope = orders::KeyScope::read;
  orders::Actor actor{};
  std::string public_id = {};  // of the key; may be logged

  bool sees(orders::LocationId one) const { return !location || *location == one; }
};

// By the Authorization header (RFC 6750); 401 for a key that is missing, unknown or revoked, 429 when it
// calls too often, or when somebody without a key does. The first three look alike to a guesser.
Task<std::variant<Caller, Response>> authenticate(Services& services, const Request& request);

// 403 when the key's scope does not cover the duty, naming the scope that would (RFC 6750 section 3.1).
std::optional<Response> check_duty(const Caller& caller, orders::Duty duty);

// What is left to the caller (draft-ietf-httpapi-ratelimit-headers).
void add_quota(Services& services, const Caller& caller, Response& response);

// The body as one JSON object, empty when there is none; 400 or 415 for anything else.
std::variant<boost::json::object, Response> json_body(const Request& request);
// The query's parameters as texts, 400 for an ill-formed one or one that says something twice.
std::variant<boost::json::object, Response> query_of(const Request& request);

std::string decoded(std::string_view segment);        // of a path
store::OrderRef order_ref(std::string_view segment);  // ord_… or the order's number

}  // namespace server
