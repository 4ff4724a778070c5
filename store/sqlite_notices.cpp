#include "store/sqlite_notices.hpp"

namespace store {

using namespace orders;

void queue_notice(Connection& connection, const Notice& notice) {
  run(connection,
      "INSERT INTO notices (shop, id, order_id, topic, route, staff, key, link, event, state, created_at, "
      "due_at, "
      "attempts, detail, provider_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, 0, '', '') "
      "ON CONFLICT DO NOTHING",
      notice.shop, notice.id, notice.order, notice.topic, notice.route, notice.staff, notice.key, notice.link,
      notice.event, notice.created_at, notice.due_at);
}

bool notice_since(Connection& connection, ShopId shop, OrderId order, Topic topic, Instant since) {
  return found(connection,
               "SELECT 1 FROM notices WHERE shop = ? AND order_id = ? AND topic = ? AND created_at > ?", shop,
               order, topic, since);
}

std::vector<Notice> lease_notices(Connection& connection, Instant now, Instant until, int most) {
  std::vector<Notice> all;
  for (Query rows{connection,
                  "SELECT shop, id, order_id, topic, route, staff, key, link, event, created_at, due_at, "
                  "attempts FROM "
                  "notices WHERE state = 'queued' AND due_at <= ? ORDER BY due_at LIMIT ?",
                  now, most};
       rows.next();) {
    auto& notice = all.emplace_back();
    rows.read(notice.shop, notice.id, notice.order, notice.topic, notice.route, notice.staff, notice.key,
              notice.link, notice.event, notice.created_at, notice.due_at, notice.attempts);
  }
  for (auto& notice : all) {
    run(connection, "UPDATE notices SET due_at = ?, attempts = attempts + 1 WHERE shop = ? AND id = ?", until,
        notice.shop, notice.id);
    ++notice.attempts;
  }
  return all;
}

Done notice_sent(Connection& connection, ShopId shop, NoticeId id) {
  run(connection, "UPDATE notices SET state = 'sent', detail = '' WHERE shop = ? AND id = ?", shop, id);
  return std::monostate{};
}

Done notice_failed(Connection& connection, ShopId shop, NoticeId id, const std::string& why,
                   std::optional<Instant> again_at) {
  if (again_at) {
    run(connection, "UPDATE notices SET due_at = ?, detail = ? WHERE shop = ? AND id = ?", *again_at, why,
        shop, id);
  } else {
    run(connection, "UPDATE notices SET state = 'failed', detail = ? WHERE shop = ? AND id = ?", why, shop,
        id);
  }
  return std::monostate{};
}

}  // namespace store
