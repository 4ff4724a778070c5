#pragma once

#include "server/http/router.hpp"

#include <span>
#include <string_view>

// The handlers of signing in, of oneself and of the people of a shop; account_routes.cpp says where each
// stands.
namespace server {

using Captures = std::span<const std::string_view>;

Task<Response> show_console(Services&, const Request&, Captures);
Task<Response> show_sign_in(Services&, const Request&, Captures);
Task<Response> show_one_time(Services&, const Request&, Captures);
Task<Response> sign_in_once(Services&, const Request&, Captures);

}  // namespace server
