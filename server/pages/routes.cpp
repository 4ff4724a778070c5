#include "server/pages/handlers.hpp"

#include <array>

namespace server {

namespace {

constexpr std::size_t api_body = 256 * 1024;

constexpr std::array table{
    Route{Method::get, "/", 0, show_front},
    Route{Method::get, "/t/{}", 0, show_order},
    Route{Method::get, "/track/{}", 0, show_order},
    Route{Method::get, "/t/{}/events", 0, watch_order},
    Route{Method::get, "/a/{}", 0, send_asset},
    Route{Method::get, "/robots.txt", 0, send_robots},
    Route{Method::get, "/favicon.ico", 0, send_icon},
    Route{Method::get, "/api/v1/orders/{}", 0, api_show_order},
    Route{Method::post, "/api/v1/orders/{}/stage", api_body, api_set_stage},
    Route{Method::post, "/api/v1/orders/{}/devices/{}/status", api_body, api_set_device_status},
};

}  // namespace

std::span<const Route> routes() { return table; }

}  // namespace server
