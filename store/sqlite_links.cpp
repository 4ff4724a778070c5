#include "store/sqlite_links.hpp"

#include "store/snapshot.hpp"
#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_shops.hpp"
#include "store/sqlite_snapshots.hpp"
#include "store/sqlite_telling.hpp"
#include "tokens/uuid.hpp"

namespace store {

using namespace orders;

namespace {

// In the order of the schema, without the sealed code behind.
auto columns(auto& link) {
  return std::tie(link.shop, link.id, link.key, link.order, link.channel, link.label, link.rights,
                  link.issued_at, link.revoked_at, link.version);
}

Event link_event(EventKind kind, const Link& link, const Actor& actor, Instant now) {
  Event event;
  event.id.uuid = tokens::new_uuid(now);
  event.kind = kind;
  event.at = now;
  event.status = name(link.channel);
  event.actor = actor;
  event.subject = link.id.uuid;
  return event;
}

void note_copy(Connection& connection, const Sealing& sealing, const Link& link, const Actor& actor,
               Instant now) {
  const auto event = link_event(EventKind::link_copied, link, actor, now);
  append_event(connection, link.shop, link.order, event);
  write_link_evidence(connection, sealing, EvidenceType::link_copied, link, actor, now, event.id);
}

bool read_link(Connection& connection, const LinkKey& key, LinkedOrder& all) {
  std::optional<std::string> snapshot;
  std::int64_t shop_version = 0, location_version = 0;
  if (!Query{
          connection,
          "SELECT l.shop, l.id, l.key, l.order_id, l.channel, l.label, l.may_decide, l.may_sign, l.may_pay, "
          "l.may_message, l.shows_prices, l.issued_at, l.revoked_at, l.version, s.bytes, h.version, "
          "p.version FROM links l INDEXED BY links_opened LEFT JOIN snapshots s ON s.row = l.snapshot "
          "LEFT JOIN shops h ON h.id = l.shop LEFT JOIN locations p ON p.shop = l.shop AND p.id = "
          "s.location WHERE l.key = ?",
          key}
           .one(columns(all.link), snapshot, shop_version, location_version))
    return false;
  const auto& [shop, order] = std::tie(all.link.shop, all.link.order);
  auto read = snapshot ? read_snapshot(*snapshot, shop, order) : std::nullopt;
  if (!read) {  // verify names it
    read = load_order(connection, shop, order);
    location_version = 0;
  }
  if (!read) throw Damaged("the database: link " + all.link.id.text() + " has no order");
  all.order = std::move(*read);
  all.shop = shop_at(connection, shop, shop_version);
  all.location = location_at(connection, shop, all.order.location, location_version);
  return true;
}

}  // namespace

std::optional<LinkedOrder> find_link(Connection& connection, const LinkKey& key) {
  std::optional<LinkedOrder> all{std::in_place};
  if (!read_link(connection, key, *all)) all.reset();
  return all;
}

std::shared_ptr<const LinkedOrder> find_shared_link(Connection& connection, const LinkKey& key) {
  auto all = std::make_shared<LinkedOrder>();
  return read_link(connection, key, *all) ? all : nullptr;
}

// The index is named, as in the next one: SQLite, which has counted nothing, would rather read all links of
// the shop.
std::vector<Link> links(Connection& connection, ShopId shop, OrderId order) {
  std::vector<Link> all;
  for (Query rows{
           connection,
           "SELECT shop, id, key, order_id, channel, label, may_decide, may_sign, may_pay, may_message, "
           "shows_prices, issued_at, revoked_at, version FROM links INDEXED BY links_by_order WHERE shop = ? "
           "AND order_id = ? "
           "ORDER BY issued_at DESC, id DESC",
           shop, order};
       rows.next();) {
    rows.read(columns(all.emplace_back()));
  }
  return all;
}

bool insert_link(Connection& connection, const Sealing& sealing, ShopId shop, OrderId order,
                 const SealedLink& sealed, const Actor& actor, EventId event, const Behind* behind) {
  auto link = sealed.link;
  link.shop = shop;
  link.order = order;
  if (run(connection,
          "INSERT INTO links VALUES (?,?,?,?,?,?, ?,?,?,?,?, ?,?,?,?,0, (SELECT row FROM snapshots WHERE "
          "shop = "
          "? AND order_id = ?)) ON CONFLICT DO NOTHING",
          columns(link), Blob{sealed.sealed_code}, shop, order) != 1) {
    return false;
  }
  connection.note({shop, Change::Kind::link, link.id.uuid, link.version, shared_snapshot(link)});
  write_link_evidence(connection, sealing, EvidenceType::link_issued, link, actor, link.issued_at, event,
                      behind);
  return true;
}

Outcome<Link> add_link(Connection& connection, const Sealing& sealing, const SealedLink& sealed,
                       const Actor& actor, Instant now, const Behind* behind) {
  const auto& link = sealed.link;
  if (!found(connection, "SELECT 1 FROM orders WHERE shop = ? AND id = ?", link.shop, link.order)) {
    return Refusal{Reason::not_found, "", "the shop has no such order"};
  }
  const auto event = link_event(EventKind::link_issued, link, actor, now);
  if (!insert_link(connection, sealing, link.shop, link.order, sealed, actor, event.id, behind)) {
    return Refusal{Reason::conflict, "", "there is a link with this key or id"};
  }
  append_event(connection, link.shop, link.order, event);
  return link;
}

bool find_sealed_link(Connection& connection, ShopId shop, LinkUid id, SealedLink& link) {
  return Query{
      connection,
      "SELECT shop, id, key, order_id, channel, label, may_decide, may_sign, may_pay, may_message, "
      "shows_prices, issued_at, revoked_at, version, sealed_code FROM links WHERE shop = ? AND id = ?",
      shop, id}
      .one(columns(link.link), Blob{link.sealed_code});
}

Outcome<SealedLink> open_link(Connection& connection, const Sealing& sealing, ShopId shop, OrderId order,
                              Channel channel, const Actor& actor, Instant now) {
  SealedLink newest;
  if (!Query{connection,
             "SELECT shop, id, key, order_id, channel, label, may_decide, may_sign, may_pay, may_message, "
             "shows_prices, issued_at, revoked_at, version, sealed_code FROM links INDEXED BY "
             "links_by_order WHERE shop = ? AND order_id = ? "
             "AND channel = ? AND revoked_at IS NULL AND length(sealed_code) > 0 "
             "ORDER BY issued_at DESC, id DESC LIMIT 1",
             shop, order, channel}
           .one(columns(newest.link), Blob{newest.sealed_code})) {
    return Refusal{Reason::not_found, "", "the order has no open link of this channel"};
  }
  note_copy(connection, sealing, newest.link, actor, now);
  return newest;
}

Outcome<SealedLink> copy_link(Connection& connection, const Sealing& sealing, ShopId shop, LinkUid id,
                              const Actor& actor, Instant now) {
  SealedLink sealed;
  if (!find_sealed_link(connection, shop, id, sealed))
    return Refusal{Reason::not_found, "", "the shop has no such link"};
  if (sealed.link.revoked_at) return Refusal{Reason::gone, "", "the link was revoked"};
  note_copy(connection, sealing, sealed.link, actor, now);
  return sealed;
}

Done revoke_link(Connection& connection, const Sealing& sealing, ShopId shop, LinkUid id, const Actor& actor,
                 Instant now, const Behind* behind) {
  SealedLink sealed;
  auto& link = sealed.link;
  if (!find_sealed_link(connection, shop, id, sealed)) {
    return Refusal{Reason::not_found, "", "the shop has no such link"};
  }
  if (link.revoked_at) return std::monostate{};
  Query{connection,
        "UPDATE links SET revoked_at = ?, version = version + 1 WHERE shop = ? AND id = ? RETURNING version",
        now, shop, id}
      .one(link.version);
  link.revoked_at = now;
  note_change(connection, Change::Kind::link, shop, id.uuid, link.version, shared_snapshot(link));
  const auto event = link_event(EventKind::link_revoked, link, actor, now);
  append_event(connection, shop, link.order, event);
  write_link_evidence(connection, sealing, EvidenceType::link_revoked, link, actor, now, event.id, behind);
  tell_of_link(connection, link, News::link_revoked, event.id, actor.kind, now);
  return std::monostate{};
}

Done note_view(Connection& connection, const LinkKey& key, const std::string& device, Instant now) {
  Link link;
  if (!Query{connection, "SELECT shop, id, order_id, channel FROM links WHERE key = ?", key}.one(
          link.shop, link.id, link.order, link.channel))
    return Refusal{Reason::not_found, "", "there is no such link"};
  // One look at the page, however often its script says so.
  if (found(connection, "SELECT 1 FROM link_views WHERE shop = ? AND link = ? AND at > ? AND device = ?",
            link.shop, link.id, now - std::chrono::minutes{5}, device))
    return std::monostate{};
  const bool first =
      !found(connection, "SELECT 1 FROM link_views WHERE shop = ? AND link = ?", link.shop, link.id);
  run(connection,
      "INSERT INTO link_views (shop, link, at, device) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", link.shop,
      link.id, now, device);
  if (first)
    tell_of_link(connection, link, News::link_first_seen, EventId{tokens::new_uuid(now)}, ActorKind::customer,
                 now);
  // Staff who have the order open see it at once. For its customer nothing has changed: the version stays.
  std::int64_t version = 0;
  Query{connection, "SELECT version FROM orders WHERE shop = ? AND id = ?", link.shop, link.order}.one(
      version);
  connection.note({link.shop, Change::Kind::order, link.order.uuid, version});
  return std::monostate{};
}

Done note_preview(Connection& connection, const LinkKey& key) {
  if (run(connection, "UPDATE links SET previews = previews + 1 WHERE key = ?", key) == 0)
    return Refusal{Reason::not_found, "", "there is no such link"};
  return std::monostate{};
}

std::int64_t link_previews(Connection& connection, ShopId shop, LinkUid link) {
  std::int64_t previews = 0;
  Query{connection, "SELECT previews FROM links WHERE shop = ? AND id = ?", shop, link}.one(previews);
  return previews;
}

std::vector<LinkView> link_views(Connection& connection, ShopId shop, LinkUid link) {
  std::vector<LinkView> all;
  for (Query rows{connection,
                  "SELECT at, device FROM link_views WHERE shop = ? AND link = ? ORDER BY at DESC LIMIT 100",
                  shop, link};
       rows.next();) {
    auto& view = all.emplace_back();
    rows.read(view.at, view.device);
  }
  return all;
}

}  // namespace store
