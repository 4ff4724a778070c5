#pragma once

#include "orders/link.hpp"
#include "orders/order.hpp"
#include "orders/shop.hpp"
#include "orders/timeline.hpp"
#include "store/store.hpp"

#include <boost/json.hpp>

#include <string>

// Orders as JSON objects: snake_case, times RFC 3339 UTC, money in minor units with its currency.
namespace server {

std::string rfc3339(orders::Instant when);  // 2026-01-02T03:04:05.678Z
boost::json::object money_json(std::int64_t amount, orders::Currency currency);
boost::json::array timeline_json(const orders::Timeline& timeline);
boost::json::object quote_json(const orders::Quote& quote, orders::Instant now);
boost::json::object payment_json(const orders::Payment& payment);
boost::json::object totals_json(const orders::Order& order, orders::Currency fallback);

boost::json::object attachment_json(const orders::Attachment& attachment);
boost::json::object message_json(const orders::Message& message);
// A link as it is shown once, with its address.
boost::json::object issued_link_json(const orders::Link& link, const orders::Standing& standing,
                                     std::string_view url);

// A link and who looked at it, newest first.
struct SeenLink {
  orders::Link link{};
  std::vector<store::LinkView> views = {};
  std::int64_t previews = 0;  // by chat programs and scanners
};

boost::json::object notice_json(const orders::NoticeRecord& notice);

// The order as its shop sees it; never a code.
boost::json::object order_json(const orders::Order& order, const orders::Location& location,
                               orders::Currency fallback, const std::vector<SeenLink>& links,
                               const std::vector<orders::NoticeRecord>& notices,
                               const orders::LinkPolicy& policy, orders::Instant now);

}  // namespace server
