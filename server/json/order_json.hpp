#pragma once

#include "orders/link.hpp"
#include "orders/order.hpp"
#include "orders/shop.hpp"
#include "orders/timeline.hpp"

#include <boost/json.hpp>

#include <string>

// Orders as JSON objects: snake_case, times RFC 3339 UTC, money in minor units with its currency.
namespace server {

std::string rfc3339(orders::Instant when);  // 2026-01-02T03:04:05.678Z
boost::json::object money_json(std::int64_t amount, orders::Currency currency);
boost::json::array timeline_json(const orders::Timeline& timeline);
boost::json::object quote_json(const orders::Quote& quote, orders::Instant now);
boost::json::object payment_json(const orders::Payment& payment);
boost::json::object totals_json(const orders::PaymentSummary& summary);

// The order as its shop sees it; never a code.
boost::json::object order_json(const orders::Order& order, const orders::Location& location,
                               orders::Currency fallback, const std::vector<orders::Link>& links,
                               const orders::LinkPolicy& policy, orders::Instant now);

}  // namespace server
