#pragma once

#include "server/http/message.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace server {

// The names of the console's cookies. The prefix binds them to this very host, to TLS (or loopback) and to
// the whole of it (RFC 6265bis section 4.1.3), so that no neighbour can plant one.
inline constexpr std::string_view session_cookie = "__Host-claimcheck";
inline constexpr std::string_view device_cookie = "__Host-claimcheck-device";

// The value of the first cookie of that name; empty when there is none.
std::string_view cookie(const Request& request, std::string_view name);

// Zero age: until the browser is closed.
void set_cookie(Response& response, std::string_view name, std::string_view value, std::chrono::seconds age);
void drop_cookie(Response& response, std::string_view name);

// Whether browsers keep such cookies of this address: it came by TLS, or to this very machine.
bool keeps_cookies(const Request& request);

}  // namespace server
