#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// What waits to be told to customers, inside the transaction of the caller.

void queue_notice(Connection& connection, const Notice& notice);
// Whether the order had a notice of the kind since then.
bool notice_since(Connection& connection, orders::ShopId shop, orders::OrderId order, orders::Topic topic,
                  orders::Instant since);
std::vector<Notice> lease_notices(Connection& connection, orders::Instant now, orders::Instant until,
                                  int most);
orders::Done notice_sent(Connection& connection, orders::ShopId shop, orders::NoticeId id);
orders::Done notice_failed(Connection& connection, orders::ShopId shop, orders::NoticeId id,
                           const std::string& why, std::optional<orders::Instant> again_at);

}  // namespace store
