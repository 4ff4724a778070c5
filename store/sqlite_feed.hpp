#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// What happened in a shop, one entry each, inside the transaction of the caller.

// At the end of its shop's feed; the sequence number it got. `alerts`: staff have it among their news.
std::int64_t append_feed(Connection& connection, const orders::FeedEntry& entry, bool alerts);
std::optional<orders::FeedEntry> find_feed_entry(Connection& connection, orders::ShopId shop,
                                                 std::int64_t seq);
std::vector<orders::FeedEntry> feed(Connection& connection, orders::ShopId shop,
                                    std::optional<orders::LocationId> location, std::int64_t after,
                                    int limit);
Lists::NewsPage news(Connection& connection, orders::ShopId shop, orders::StaffId staff,
                     std::optional<orders::LocationId> location, int limit);
// Never back, and not beyond what there is.
void mark_news_seen(Connection& connection, orders::ShopId shop, orders::StaffId staff, std::int64_t seq);

}  // namespace store
