#include "store/sqlite_feed.hpp"

#include <algorithm>

namespace store {

using namespace orders;

namespace {

constexpr int most_entries = 200;  // of one answer

auto columns(auto& e) {
  return std::tie(e.shop, e.seq, e.id, e.location, e.order, e.number, e.news, e.detail, e.subject, e.by,
                  e.version, e.at);
}

std::vector<FeedEntry> read_all(Query& rows) {
  std::vector<FeedEntry> all;
  while (rows.next()) rows.read(columns(all.emplace_back()));
  return all;
}

std::int64_t last_seq(Connection& connection, ShopId shop) {
  std::int64_t last = 0;
  Query{connection, "SELECT coalesce(max(seq), 0) FROM feed WHERE shop = ?", shop}.one(last);
  return last;
}

}  // namespace

std::int64_t append_feed(Connection& connection, const FeedEntry& entry, bool alerts) {
  const auto seq = last_seq(connection, entry.shop) + 1;
  run(connection,
      "INSERT INTO feed (shop, seq, id, location, order_id, number, news, detail, subject, by_kind, version, "
      "at, alerts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      entry.shop, seq, entry.id, entry.location, entry.order, entry.number, entry.news, entry.detail,
      entry.subject, entry.by, entry.version, entry.at, alerts);
  return seq;
}

std::optional<FeedEntry> find_feed_entry(Connection& connection, ShopId shop, std::int64_t seq) {
  FeedEntry entry;
  if (!Query{connection,
             "SELECT shop, seq, id, location, order_id, number, news, detail, subject, by_kind, version, at "
             "FROM feed WHERE shop = ? AND seq = ?",
             shop, seq}
           .one(columns(entry))) {
    return std::nullopt;
  }
  return entry;
}

std::vector<FeedEntry> feed(Connection& connection, ShopId shop, std::optional<LocationId> location,
                            std::int64_t after, int limit) {
  limit = std::clamp(limit, 1, most_entries);
  if (location) {
    Query rows{
        connection,
        "SELECT shop, seq, id, location, order_id, number, news, detail, subject, by_kind, version, at "
        "FROM feed WHERE shop = ? AND location = ? AND seq > ? ORDER BY seq LIMIT ?",
        shop,
        *location,
        after,
        limit};
    return read_all(rows);
  }
  Query rows{connection,
             "SELECT shop, seq, id, location, order_id, number, news, detail, subject, by_kind, version, at "
             "FROM feed WHERE shop = ? AND seq > ? ORDER BY seq LIMIT ?",
             shop, after, limit};
  return read_all(rows);
}

// The index is named: SQLite, which has counted nothing, would rather go through the whole feed.
Lists::NewsPage news(Connection& connection, ShopId shop, StaffId staff, std::optional<LocationId> location,
                     int limit) {
  Lists::NewsPage page;
  Query rows{connection,
             "SELECT shop, seq, id, location, order_id, number, news, detail, subject, by_kind, version, at "
             "FROM feed INDEXED BY feed_alerts WHERE shop = ? AND alerts = 1 AND (?2 IS NULL OR location = "
             "?2) ORDER BY seq DESC "
             "LIMIT ?",
             shop, location, std::clamp(limit, 1, most_entries)};
  page.items = read_all(rows);
  page.last = last_seq(connection, shop);
  std::int64_t seen = page.last;  // somebody of another shop has no news here
  Query{connection, "SELECT news_seen FROM staff WHERE shop = ? AND id = ?", shop, staff}.one(seen);
  Query{connection,
        "SELECT count(*) FROM (SELECT 1 FROM feed INDEXED BY feed_alerts WHERE shop = ? AND alerts = 1 AND "
        "seq > ? AND (?3 IS NULL "
        "OR location = ?3) LIMIT 100)",
        shop, seen, location}
      .one(page.unread);
  return page;
}

void mark_news_seen(Connection& connection, ShopId shop, StaffId staff, std::int64_t seq) {
  const auto seen = std::min(seq, last_seq(connection, shop));
  run(connection, "UPDATE staff SET news_seen = max(news_seen, ?) WHERE shop = ? AND id = ?", seen, shop,
      staff);
}

}  // namespace store
