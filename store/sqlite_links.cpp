#include "store/sqlite_links.hpp"

#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_shops.hpp"
#include "tokens/uuid.hpp"

namespace store {

using namespace orders;

namespace {

// In the order of the schema, without the sealed code behind.
auto columns(auto& link) {
  return std::tie(link.shop, link.id, link.key, link.order, link.channel, link.label, link.rights,
                  link.issued_at, link.revoked_at, link.version);
}

Event link_event(EventKind kind, Channel channel, const Actor& actor, Instant now) {
  Event event;
  event.id.uuid = tokens::new_uuid(now);
  event.kind = kind;
  event.at = now;
  event.status = name(channel);
  event.actor = actor;
  return event;
}

}  // namespace

std::optional<LinkedOrder> find_link(Connection& connection, const LinkKey& key) {
  LinkedOrder all;
  if (!Query{connection,
             "SELECT shop, id, key, order_id, channel, label, may_decide, may_sign, may_pay, may_message, "
             "shows_prices, issued_at, revoked_at, version FROM links WHERE key = ?",
             key}
           .one(columns(all.link))) {
    return std::nullopt;
  }
  auto order = load_order(connection, all.link.shop, all.link.order);
  if (!order) throw Damaged("the database: link " + all.link.id.text() + " has no order");
  all.order = std::move(*order);
  all.shop = load_shop(connection, all.link.shop);
  all.location = load_location(connection, all.link.shop, all.order.location);
  return all;
}

std::vector<Link> links(Connection& connection, ShopId shop, OrderId order) {
  std::vector<Link> all;
  for (Query rows{
           connection,
           "SELECT shop, id, key, order_id, channel, label, may_decide, may_sign, may_pay, may_message, "
           "shows_prices, issued_at, revoked_at, version FROM links WHERE shop = ? AND order_id = ? "
           "ORDER BY issued_at DESC, id DESC",
           shop, order};
       rows.next();) {
    rows.read(columns(all.emplace_back()));
  }
  return all;
}

bool insert_link(Connection& connection, ShopId shop, OrderId order, const SealedLink& sealed) {
  auto link = sealed.link;
  link.shop = shop;
  link.order = order;
  return run(connection, "INSERT INTO links VALUES (?,?,?,?,?,?, ?,?,?,?,?, ?,?,?,?) ON CONFLICT DO NOTHING",
             columns(link), Blob{sealed.sealed_code}) == 1;
}

Outcome<Link> add_link(Connection& connection, const SealedLink& sealed, const Actor& actor, Instant now) {
  const auto& link = sealed.link;
  if (!found(connection, "SELECT 1 FROM orders WHERE shop = ? AND id = ?", link.shop, link.order)) {
    return Refusal{Reason::not_found, "", "the shop has no such order"};
  }
  if (!insert_link(connection, link.shop, link.order, sealed)) {
    return Refusal{Reason::conflict, "", "there is a link with this key or id"};
  }
  append_event(connection, link.shop, link.order,
               link_event(EventKind::link_issued, link.channel, actor, now));
  return link;
}

Outcome<SealedLink> open_link(Connection& connection, ShopId shop, OrderId order, Channel channel,
                              const Actor& actor, Instant now) {
  SealedLink newest;
  if (!Query{connection,
             "SELECT shop, id, key, order_id, channel, label, may_decide, may_sign, may_pay, may_message, "
             "shows_prices, issued_at, revoked_at, version, sealed_code FROM links WHERE shop = ? AND "
             "order_id = ? "
             "AND channel = ? AND revoked_at IS NULL AND length(sealed_code) > 0 "
             "ORDER BY issued_at DESC, id DESC LIMIT 1",
             shop, order, channel}
           .one(columns(newest.link), Blob{newest.sealed_code})) {
    return Refusal{Reason::not_found, "", "the order has no open link of this channel"};
  }
  append_event(connection, shop, order, link_event(EventKind::link_copied, channel, actor, now));
  return newest;
}

Done revoke_link(Connection& connection, ShopId shop, LinkUid id, const Actor& actor, Instant now) {
  OrderId order;
  Channel channel{};
  std::optional<Instant> revoked_at;
  if (!Query{connection, "SELECT order_id, channel, revoked_at FROM links WHERE shop = ? AND id = ?", shop,
             id}
           .one(order, channel, revoked_at)) {
    return Refusal{Reason::not_found, "", "the shop has no such link"};
  }
  if (revoked_at) return std::monostate{};
  std::int64_t version = 0;
  Query{connection,
        "UPDATE links SET revoked_at = ?, version = version + 1 WHERE shop = ? AND id = ? RETURNING version",
        now, shop, id}
      .one(version);
  note_change(connection, "link", shop, id.uuid, version);
  append_event(connection, shop, order, link_event(EventKind::link_revoked, channel, actor, now));
  return std::monostate{};
}

}  // namespace store
