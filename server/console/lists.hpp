#pragma once

#include "server/http/router.hpp"

#include <span>
#include <string_view>

// What staff look through, and how orders come in and go out; the table in orders_routes.cpp says where each
// stands.
namespace server {

using Captures = std::span<const std::string_view>;

Task<Response> list_page(Services&, const Request&, Captures);
Task<Response> board_page(Services&, const Request&, Captures);
Task<Response> new_order_page(Services&, const Request&, Captures);
Task<Response> take_in_order(Services&, const Request&, Captures);
Task<Response> known_customers(Services&, const Request&, Captures);  // JSON
Task<Response> news_page(Services&, const Request&, Captures);        // or JSON
Task<Response> see_news(Services&, const Request&, Captures);
Task<Response> watch_desk(Services&, const Request&, Captures);  // a stream
Task<Response> scan_page(Services&, const Request&, Captures);
Task<Response> scan_code(Services&, const Request&, Captures);

}  // namespace server
