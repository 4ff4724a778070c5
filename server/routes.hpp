#pragma once

#include "server/http/router.hpp"

#include <span>

namespace server {

// The tables behind `routes()`, each beside the handlers it names.
std::span<const Route> customer_routes();  // pages/
std::span<const Route> api_routes();       // api/
// console/
std::span<const Route> account_routes();   // sign-in, oneself, people
std::span<const Route> orders_routes();    // lists, new orders, news, the scanner
std::span<const Route> order_routes();     // one order and its links
std::span<const Route> settings_routes();  // the shop

}  // namespace server
