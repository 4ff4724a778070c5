#include "server/console/lists.hpp"
#include "server/routes.hpp"

#include <array>

namespace server {

namespace {

constexpr std::size_t form_body = 64 * 1024;  // a problem told at length, for several devices

// Open pages ask again with every change, and a whole shop comes from one address. Nobody is answered who is
// not signed in.
constexpr bool metered = false;

constexpr std::array table{
    Route{Method::get, "/staff/today", 0, board_page, metered},
    Route{Method::get, "/staff/orders", 0, list_page, metered},
    Route{Method::get, "/staff/orders/new", 0, new_order_page},
    Route{Method::post, "/staff/orders/new", form_body, take_in_order},
    Route{Method::get, "/staff/customers", 0, known_customers, metered},
    Route{Method::get, "/staff/events", 0, watch_desk, metered},
    Route{Method::get, "/staff/news", 0, news_page, metered},
    Route{Method::post, "/staff/news/seen", form_body, see_news},
    Route{Method::get, "/staff/scan", 0, scan_page},
    Route{Method::post, "/staff/scan", form_body, scan_code},
};

}  // namespace

std::span<const Route> orders_routes() { return table; }

}  // namespace server
