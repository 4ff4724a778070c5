#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// What waits to be told to people, and how each fared; inside the transaction of the caller.

// Told before, by its key: nothing happens.
void queue_notice(Connection& connection, const Notice& notice);
// The same from outside: not found when the order or the member of staff is none of the shop's.
orders::Done add_notice(Connection& connection, const Notice& notice);
// What was to say that the order reached a step which it has left since. Freed of its key, so that it is told
// after all when the order comes back to that step.
void drop_outrun(Connection& connection, orders::ShopId shop, orders::OrderId order);
// Whether the order had a notice of the kind since then.
bool notice_since(Connection& connection, orders::ShopId shop, orders::OrderId order, orders::Topic topic,
                  orders::Instant since);
// Each shop gets its turn: one with thousands to send holds up nobody.
std::vector<Notice> lease_notices(Connection& connection, orders::Instant now, orders::Instant until,
                                  int most);

orders::Done notice_sent(Connection& connection, orders::ShopId shop, orders::NoticeId id, orders::Instant at,
                         const std::string& provider_id);
orders::Done notice_failed(Connection& connection, orders::ShopId shop, orders::NoticeId id,
                           const std::string& why, std::optional<orders::Instant> again_at);
orders::Done notice_dropped(Connection& connection, orders::ShopId shop, orders::NoticeId id,
                            const std::string& why);
orders::Done notice_waits(Connection& connection, orders::ShopId shop, orders::NoticeId id,
                          orders::Instant until);
orders::Done notice_told(Connection& connection, orders::ShopId shop, const std::string& provider_id,
                         bool delivered, const std::string& why);
orders::Done retry_notice(Connection& connection, orders::ShopId shop, orders::NoticeId id,
                          orders::Instant now);

std::vector<orders::NoticeRecord> notices(Connection& connection, orders::ShopId shop, orders::OrderId order);
Slice<orders::NoticeRecord> failed_notices(Connection& connection, orders::ShopId shop,
                                           const std::string& cursor, int limit);
std::int64_t paid_messages_since(Connection& connection, orders::ShopId shop, orders::Instant since);

}  // namespace store
