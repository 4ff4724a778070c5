#pragma once

#include "server/api/call.hpp"

namespace server {

// What the table of routes says of a call beside its handler.
enum class About { other, order };    // whether the first {} of its path is an order
enum class Reach { location, shop };  // shop: not for a key that is bound to a location
enum class Body { json, none, raw };  // none: a call that says all it wants by its address

struct CallTerms {
  orders::Duty duty = orders::Duty::view;
  About about = About::other;
  Reach reach = Reach::location;
  Body body = Body::json;
};

using CallHandler = Task<Response> (*)(Call&);

// Everything that comes before and after a handler, alike for all: who calls and whether they may, the body,
// the order and its version, the Idempotency-Key, what is left of the allowance.
Task<Response> serve_call(Services& services, const Request& request, Captures captures, CallTerms terms,
                          CallHandler handle);

template <CallHandler handle, CallTerms terms>
Task<Response> api(Services& services, const Request& request, Captures captures) {
  return serve_call(services, request, captures, terms, handle);
}

}  // namespace server
