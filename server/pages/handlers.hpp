#pragma once

#include "server/http/router.hpp"

#include <span>
#include <string_view>

// Every handler of the customers' listener; the table in routes.cpp says where each stands.
namespace server {

using Captures = std::span<const std::string_view>;

Task<Response> show_order(Services&, const Request&, Captures);
Task<Response> watch_order(Services&, const Request&, Captures);
Task<Response> show_front(Services&, const Request&, Captures);
Task<Response> send_asset(Services&, const Request&, Captures);
Task<Response> send_robots(Services&, const Request&, Captures);
Task<Response> send_icon(Services&, const Request&, Captures);

Task<Response> api_show_order(Services&, const Request&, Captures);
Task<Response> api_set_stage(Services&, const Request&, Captures);
Task<Response> api_set_device_status(Services&, const Request&, Captures);

}  // namespace server
