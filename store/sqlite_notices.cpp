#include "store/sqlite_notices.hpp"

#include <algorithm>

namespace store {

using namespace orders;

namespace {

// Of an order's notices SQLite would rather read the whole shop's than go by their index, since it has
// counted nothing (no ANALYZE): hence INDEXED BY.

constexpr int most_records = 200;

const Refusal no_such_notice{Reason::not_found, "", "the shop has no such notice"};

Done found_if(int changed) {
  if (changed == 0) return no_such_notice;
  return std::monostate{};
}

auto columns(auto& n) {
  return std::tie(n.id, n.order, n.number, n.topic, n.route, n.state, n.attempts, n.detail, n.created_at,
                  n.due_at, n.sent_at);
}

std::vector<NoticeRecord> read_records(Query& rows) {
  std::vector<NoticeRecord> all;
  while (rows.next()) rows.read(columns(all.emplace_back()));
  return all;
}

std::vector<Notice> due_notices(Connection& connection, ShopId shop, Instant now, int most) {
  std::vector<Notice> all;
  for (Query rows{connection,
                  "SELECT shop, id, order_id, topic, route, staff, key, link, event, created_at, due_at, "
                  "attempts FROM notices WHERE shop = ? AND state = 'queued' AND due_at <= ? ORDER BY due_at "
                  "LIMIT ?",
                  shop, now, most};
       rows.next();) {
    auto& notice = all.emplace_back();
    rows.read(notice.shop, notice.id, notice.order, notice.topic, notice.route, notice.staff, notice.key,
              notice.link, notice.event, notice.created_at, notice.due_at, notice.attempts);
  }
  return all;
}

}  // namespace

void queue_notice(Connection& connection, const Notice& notice) {
  run(connection,
      "INSERT INTO notices (shop, id, order_id, topic, route, staff, key, link, event, state, created_at, "
      "due_at, attempts, detail, provider_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, 0, '', '') "
      "ON CONFLICT DO NOTHING",
      notice.shop, notice.id, notice.order, notice.topic, notice.route, notice.staff, notice.key, notice.link,
      notice.event, notice.created_at, notice.due_at);
}

Done add_notice(Connection& connection, const Notice& notice) {
  if (!found(connection, "SELECT 1 FROM shops WHERE id = ?", notice.shop))
    return Refusal{Reason::not_found, "", "there is no such shop"};
  if (notice.order &&
      !found(connection, "SELECT 1 FROM orders WHERE shop = ? AND id = ?", notice.shop, *notice.order))
    return Refusal{Reason::not_found, "order", "the shop has no such order"};
  if (notice.staff &&
      !found(connection, "SELECT 1 FROM staff WHERE shop = ? AND id = ?", notice.shop, *notice.staff))
    return Refusal{Reason::not_found, "staff", "nobody like that works in the shop"};
  queue_notice(connection, notice);
  return std::monostate{};
}

void drop_outrun(Connection& connection, ShopId shop, OrderId order) {
  // One that was taken for sending may be on its way: whoever sends it looks once more themselves.
  run(connection,
      "UPDATE notices INDEXED BY notices_by_order SET state = 'dropped', key = '', detail = 'the order moved "
      "on before it was sent' "
      "WHERE shop = ? AND order_id = ? AND topic = 'status_changed' AND state = 'queued' AND attempts = 0",
      shop, order);
}

bool notice_since(Connection& connection, ShopId shop, OrderId order, Topic topic, Instant since) {
  return found(connection,
               "SELECT 1 FROM notices INDEXED BY notices_by_order WHERE shop = ? AND order_id = ? AND topic "
               "= ? AND created_at > ?",
               shop, order, topic, since);
}

std::vector<Notice> lease_notices(Connection& connection, Instant now, Instant until, int most) {
  std::vector<std::pair<Instant, ShopId>> waiting;  // since when
  for (Query rows{
           connection,
           "SELECT oldest, id FROM (SELECT id, (SELECT n.due_at FROM notices n WHERE n.shop = s.id AND "
           "n.state = 'queued' ORDER BY n.due_at LIMIT 1) AS oldest FROM shops s) WHERE oldest <= ?",
           now};
       rows.next();) {
    auto& [oldest, shop] = waiting.emplace_back();
    rows.read(oldest, shop);
  }
  std::ranges::sort(waiting);
  if (std::ssize(waiting) > most) waiting.resize(static_cast<std::size_t>(most));

  std::vector<std::pair<int, Notice>> turns;
  for (const auto& [_, shop] : waiting)
    for (int turn = 0; auto& notice : due_notices(connection, shop, now, most))
      turns.emplace_back(turn++, std::move(notice));
  const auto by_turn = [](const auto& one) { return std::pair{one.first, one.second.due_at}; };
  std::ranges::stable_sort(turns, {}, by_turn);

  std::vector<Notice> all;
  for (auto& [_, notice] : turns) {
    if (std::ssize(all) >= most) break;
    run(connection, "UPDATE notices SET due_at = ?, attempts = attempts + 1 WHERE shop = ? AND id = ?", until,
        notice.shop, notice.id);
    ++notice.attempts;
    all.push_back(std::move(notice));
  }
  return all;
}

Done notice_sent(Connection& connection, ShopId shop, NoticeId id, Instant at,
                 const std::string& provider_id) {
  return found_if(run(connection,
                      "UPDATE notices SET state = 'sent', detail = '', sent_at = ?, provider_id = ? WHERE "
                      "shop = ? AND id = ?",
                      at, provider_id, shop, id));
}

Done notice_failed(Connection& connection, ShopId shop, NoticeId id, const std::string& why,
                   std::optional<Instant> again_at) {
  if (again_at)
    return found_if(run(connection, "UPDATE notices SET due_at = ?, detail = ? WHERE shop = ? AND id = ?",
                        *again_at, why, shop, id));
  return found_if(run(connection, "UPDATE notices SET state = 'failed', detail = ? WHERE shop = ? AND id = ?",
                      why, shop, id));
}

Done notice_dropped(Connection& connection, ShopId shop, NoticeId id, const std::string& why) {
  return found_if(run(connection,
                      "UPDATE notices SET state = 'dropped', detail = ? WHERE shop = ? AND id = ?", why, shop,
                      id));
}

Done notice_waits(Connection& connection, ShopId shop, NoticeId id, Instant until) {
  return found_if(run(connection,
                      "UPDATE notices SET due_at = ?, attempts = max(attempts - 1, 0) WHERE shop = ? AND id "
                      "= ?",
                      until, shop, id));
}

Done notice_told(Connection& connection, ShopId shop, const std::string& provider_id, bool delivered,
                 const std::string& why) {
  if (provider_id.empty()) return no_such_notice;
  // Words of a provider may overtake each other: what arrived has arrived.
  return found_if(run(connection,
                      "UPDATE notices SET state = CASE WHEN state = 'delivered' THEN state ELSE ? END, "
                      "detail = CASE WHEN state = 'delivered' THEN detail ELSE ? END "
                      "WHERE shop = ? AND provider_id = ? AND provider_id <> ''",
                      delivered ? NoticeState::delivered : NoticeState::failed,
                      delivered ? std::string{} : why, shop, provider_id));
}

Done retry_notice(Connection& connection, ShopId shop, NoticeId id, Instant now) {
  if (!found(connection, "SELECT 1 FROM notices WHERE shop = ? AND id = ?", shop, id)) return no_such_notice;
  if (run(connection,
          "UPDATE notices SET state = 'queued', attempts = 0, due_at = ?, detail = '', sent_at = NULL, "
          "provider_id = '' WHERE shop = ? AND id = ? AND state = 'failed'",
          now, shop, id) == 0)
    return Refusal{Reason::conflict, "", "only what failed is sent again"};
  return std::monostate{};
}

std::vector<NoticeRecord> notices(Connection& connection, ShopId shop, OrderId order) {
  Query rows{connection,
             "SELECT n.id, n.order_id, o.number, n.topic, n.route, n.state, n.attempts, n.detail, "
             "n.created_at, n.due_at, n.sent_at FROM notices n INDEXED BY notices_by_order JOIN orders o ON "
             "o.shop = n.shop AND o.id = "
             "n.order_id WHERE n.shop = ? AND n.order_id = ? AND n.staff IS NULL ORDER BY n.created_at DESC, "
             "n.id DESC LIMIT ?",
             shop, order, most_records};
  return read_records(rows);
}

Slice<NoticeRecord> failed_notices(Connection& connection, ShopId shop, const std::string& cursor,
                                   int limit) {
  limit = std::clamp(limit, 1, most_records);
  // Behind the one that the cursor names; it stays in its place, whatever became of it.
  auto last_at = Instant::max();
  auto last = NoticeId::parse(cursor).value_or(NoticeId{});
  Query{connection, "SELECT created_at FROM notices WHERE shop = ? AND id = ?", shop, last}.one(last_at);
  Query rows{connection,
             "SELECT n.id, n.order_id, coalesce(o.number, ''), n.topic, n.route, n.state, n.attempts, "
             "n.detail, n.created_at, n.due_at, n.sent_at FROM notices n LEFT JOIN orders o ON o.shop = "
             "n.shop AND o.id = n.order_id WHERE n.shop = ? AND n.state = 'failed' AND (n.created_at, n.id) "
             "< (?, ?) ORDER BY n.created_at DESC, n.id DESC LIMIT ?",
             shop,
             last_at,
             last,
             limit + 1};
  Slice<NoticeRecord> slice{read_records(rows)};
  if (std::ssize(slice.items) > limit) {
    slice.items.pop_back();
    slice.next = slice.items.back().id.text();
  }
  return slice;
}

std::int64_t paid_messages_since(Connection& connection, ShopId shop, Instant since) {
  std::int64_t sent = 0;
  Query{connection,
        "SELECT count(*) FROM notices WHERE shop = ? AND route <> 'email' AND sent_at IS NOT NULL AND "
        "sent_at >= ?",
        shop, since}
      .one(sent);
  return sent;
}

}  // namespace store
