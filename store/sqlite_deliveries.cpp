#include "store/sqlite_deliveries.hpp"

#include "store/sqlite_feed.hpp"
#include "store/sqlite_webhooks.hpp"

#include <algorithm>

namespace store {

using namespace orders;

namespace {

constexpr int most_at_once = 2;  // to one endpoint
constexpr int most_listed = 200;

const Refusal no_such_delivery{Reason::not_found, "", "the shop has no such delivery"};

struct Endpoint {
  ShopId shop{};
  WebhookId id{};
};

void read_delivery(Query& rows, WebhookDelivery& d, std::optional<std::int64_t>& seq) {
  rows.read(d.shop, d.id, d.endpoint, seq, d.state, d.attempts, d.status, d.detail, d.created_at, d.due_at,
            d.last_at);
}

// Rows of `SELECT shop, id, webhook, seq, state, attempts, status, detail, created_at, due_at, last_at`.
std::vector<WebhookDelivery> read_all(Connection& connection, Query& rows) {
  std::vector<WebhookDelivery> all;
  while (rows.next()) {
    std::optional<std::int64_t> seq;
    auto& delivery = all.emplace_back();
    read_delivery(rows, delivery, seq);
    if (seq) delivery.entry = find_feed_entry(connection, delivery.shop, *seq);
  }
  return all;
}

std::vector<WebhookDelivery> due_deliveries(Connection& connection, const Endpoint& to, Instant now,
                                            int most) {
  int on_their_way = 0;
  Query{connection,
        "SELECT count(*) FROM deliveries WHERE shop = ? AND webhook = ? AND state = 'queued' AND due_at > ? "
        "AND leased = 1",
        to.shop, to.id, now}
      .one(on_their_way);
  Query rows{connection,
             "SELECT shop, id, webhook, seq, state, attempts, status, detail, created_at, due_at, last_at "
             "FROM deliveries WHERE shop = ? AND webhook = ? AND state = 'queued' AND due_at <= ? ORDER BY "
             "due_at LIMIT ?",
             to.shop,
             to.id,
             now,
             std::clamp(most_at_once - on_their_way, 0, most)};
  return read_all(connection, rows);
}

}  // namespace

std::vector<LeasedDelivery> lease_deliveries(Connection& connection, Instant now, Instant until, int most) {
  std::vector<std::pair<Instant, Endpoint>> waiting;  // since when
  for (Query rows{connection,
                  "SELECT oldest, shop, id FROM (SELECT shop, id, (SELECT d.due_at FROM deliveries d WHERE "
                  "d.shop = w.shop AND d.webhook = w.id AND d.state = 'queued' ORDER BY d.due_at LIMIT 1) AS "
                  "oldest FROM webhooks w) WHERE oldest <= ?",
                  now};
       rows.next();) {
    auto& [oldest, endpoint] = waiting.emplace_back();
    rows.read(oldest, endpoint.shop, endpoint.id);
  }
  std::ranges::sort(waiting, {}, [](const auto& one) { return one.first; });

  std::vector<LeasedDelivery> all;
  for (const auto& [_, endpoint] : waiting) {
    const auto room = most - static_cast<int>(all.size());
    if (room <= 0) break;
    for (auto& delivery : due_deliveries(connection, endpoint, now, room)) {
      run(connection,
          "UPDATE deliveries SET due_at = ?, leased = 1, attempts = attempts + 1 WHERE shop = ? AND id = ?",
          until, delivery.shop, delivery.id);
      ++delivery.attempts;
      auto to = find_webhook(connection, delivery.shop, delivery.endpoint);
      all.push_back({std::move(delivery), *std::move(to)});
    }
  }
  return all;
}

Done delivery_tried(Connection& connection, ShopId shop, DeliveryId id, int status, const std::string& detail,
                    Instant at, std::optional<Instant> again_at) {
  // One that was switched off while this was on its way is not tried again.
  if (again_at && !found(connection,
                         "SELECT 1 FROM deliveries d JOIN webhooks w ON w.shop = d.shop AND w.id = d.webhook "
                         "WHERE d.shop = ? AND d.id = ? AND w.enabled = 1",
                         shop, id))
    again_at.reset();
  const bool taken = !again_at && status >= 200 && status < 300;
  const auto state = again_at ? DeliveryState::queued
                     : taken  ? DeliveryState::delivered
                              : DeliveryState::failed;
  if (run(connection,
          "UPDATE deliveries SET state = ?, status = ?, detail = ?, last_at = ?, due_at = ?, leased = 0 "
          "WHERE shop = ? AND id = ?",
          state, status, detail, at, again_at.value_or(at), shop, id) == 0)
    return no_such_delivery;
  return std::monostate{};
}

Slice<WebhookDelivery> deliveries(Connection& connection, ShopId shop, WebhookId endpoint,
                                  const std::string& cursor, int limit) {
  limit = std::clamp(limit, 1, most_listed);
  DeliveryId last;
  last.uuid.fill(0xff);
  if (const auto parsed = DeliveryId::parse(cursor)) last = *parsed;
  Query rows{connection,
             "SELECT shop, id, webhook, seq, state, attempts, status, detail, created_at, due_at, last_at "
             "FROM deliveries WHERE shop = ? AND webhook = ? AND id < ? ORDER BY id DESC LIMIT ?",
             shop,
             endpoint,
             last,
             limit + 1};
  Slice<WebhookDelivery> slice{read_all(connection, rows)};
  if (std::ssize(slice.items) > limit) {
    slice.items.pop_back();
    slice.next = slice.items.back().id.text();
  }
  return slice;
}

Outcome<WebhookDelivery> redeliver(Connection& connection, ShopId shop, DeliveryId id, DeliveryId fresh,
                                   Instant now) {
  if (run(connection,
          "INSERT INTO deliveries (shop, id, webhook, seq, state, attempts, status, detail, created_at, "
          "due_at, leased) SELECT shop, ?, webhook, seq, 'queued', 0, 0, '', ?, ?, 0 FROM deliveries WHERE "
          "shop = ? AND id = ?",
          fresh, now, now, shop, id) == 0)
    return no_such_delivery;
  Query rows{connection,
             "SELECT shop, id, webhook, seq, state, attempts, status, detail, created_at, due_at, last_at "
             "FROM deliveries WHERE shop = ? AND id = ?",
             shop, fresh};
  return read_all(connection, rows).front();
}

Done queue_test_delivery(Connection& connection, ShopId shop, WebhookId endpoint, DeliveryId fresh,
                         Instant now) {
  if (run(connection,
          "INSERT INTO deliveries (shop, id, webhook, seq, state, attempts, status, detail, created_at, "
          "due_at, leased) SELECT shop, ?, id, NULL, 'queued', 0, 0, '', ?, ?, 0 FROM webhooks WHERE shop = "
          "? AND id = ?",
          fresh, now, now, shop, endpoint) == 0)
    return Refusal{Reason::not_found, "", "the shop has no such webhook"};
  return std::monostate{};
}

std::size_t drop_deliveries(Connection& connection, Instant before) {
  return static_cast<std::size_t>(
      run(connection, "DELETE FROM deliveries WHERE state <> 'queued' AND last_at < ?", before));
}

}  // namespace store
