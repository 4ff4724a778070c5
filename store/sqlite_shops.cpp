#include "store/sqlite_shops.hpp"

#include "store/snapshot.hpp"
#include "store/sqlite_cards.hpp"
#include "store/sqlite_changes.hpp"

namespace store {

using namespace orders;

namespace {

template <class T, class Entity>
concept Is = std::is_same_v<std::remove_const_t<T>, Entity>;

// In the order of the schema, the key left out.
auto columns(Is<Shop> auto& s) {
  return std::tie(s.slug, s.name, s.locale, s.currency, s.branding, s.portal_enabled, s.portal_redirect,
                  s.version, s.decline_needs_reason, s.entry, s.link_max_days, s.receipt_days, s.tax_rates);
}
auto columns(Is<Location> auto& l) {
  return std::tie(l.slug, l.name, l.contact, l.hours, l.zone, l.branding, l.version);
}

bool slug_taken(Connection& connection, const Shop& shop) {
  return found(connection, "SELECT 1 FROM shops WHERE slug = ? AND id <> ?", shop.slug, shop.id);
}
bool slug_taken(Connection& connection, const Location& location) {
  return found(connection, "SELECT 1 FROM locations WHERE shop = ? AND slug = ? AND id <> ?", location.shop,
               location.slug, location.id);
}

// What is known of it at that version, else what `load` reads, which is known from now on.
template <class Id, class Entity>
const Entity& known_or(std::map<Id, Entity>& known, const Id& id, std::int64_t version, auto load) {
  constexpr std::size_t most = 256;
  const auto found = known.find(id);
  if (found != known.end() && found->second.version == version) return found->second;
  if (known.size() >= most) known.clear();
  return known[id] = load();
}

const Refusal no_such_location{Reason::not_found, "", "the shop has no such location"};
const Refusal taken{Reason::conflict, "slug", "this slug is taken"};
const Refusal moved_on{Reason::conflict, "version", "it was changed in the meantime"};

}  // namespace

const Refusal no_such_shop{Reason::not_found, "", "there is no such shop"};

bool has_shop(Connection& connection, ShopId id) {
  return found(connection, "SELECT 1 FROM shops WHERE id = ?", id);
}

std::vector<Shop> shops(Connection& connection) {
  std::vector<Shop> all;
  for (Query rows{
           connection,
           "SELECT id, slug, name, locale, currency, brand_colour, logo_sha256, logo_media_type, logo_width, "
           "logo_height, brand_message, portal_enabled, portal_redirect, version, decline_needs_reason, "
           "entry, "
           "link_max_days, receipt_days, tax_rates FROM shops ORDER BY slug"};
       rows.next();) {
    auto& shop = all.emplace_back();
    rows.read(shop.id, columns(shop));
  }
  return all;
}

std::optional<Shop> find_shop(Connection& connection, const std::string& slug) {
  ShopId id;
  if (!Query{connection, "SELECT id FROM shops WHERE slug = ?", slug}.one(id)) return std::nullopt;
  return load_shop(connection, id);
}

std::optional<Shop> find_shop(Connection& connection, ShopId id) {
  if (!found(connection, "SELECT 1 FROM shops WHERE id = ?", id)) return std::nullopt;
  return load_shop(connection, id);
}

Shop load_shop(Connection& connection, ShopId id) {
  Shop shop;
  shop.id = id;
  if (!Query{connection,
             "SELECT slug, name, locale, currency, brand_colour, logo_sha256, logo_media_type, logo_width, "
             "logo_height, brand_message, portal_enabled, portal_redirect, version, "
             "decline_needs_reason, entry, link_max_days, receipt_days, tax_rates FROM shops WHERE id = ?",
             id}
           .one(columns(shop))) {
    throw Damaged("the database: there is no shop " + id.text());
  }
  return shop;
}

Outcome<Shop> add_shop(Connection& connection, const Shop& shop) {
  if (run(connection,
          "INSERT INTO shops VALUES (?, ?,?,?,?, ?,?,?,?,?,?, ?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
          shop.id, columns(shop)) == 0) {
    return taken;
  }
  return shop;
}

Outcome<Shop> update_shop(Connection& connection, Shop shop) {
  const auto before = find_shop(connection, shop.id);
  if (!before) return no_such_shop;
  if (slug_taken(connection, shop)) return taken;
  const auto seen = shop.version++;
  if (run(connection,
          "UPDATE shops SET slug = ?, name = ?, locale = ?, currency = ?, brand_colour = ?, logo_sha256 = ?, "
          "logo_media_type = ?, logo_width = ?, logo_height = ?, brand_message = ?, portal_enabled = ?, "
          "portal_redirect = ?, version = ?, decline_needs_reason = ?, entry = ?, link_max_days = ?, "
          "receipt_days = ?, "
          "tax_rates = ? WHERE id = ? AND version = ?",
          columns(shop), shop.id, seen) == 0) {
    return moved_on;
  }
  if (shop.currency != before->currency) set_card_currency(connection, shop.id, shop.currency);
  note_change(connection, Change::Kind::shop, shop.id, shop.id.uuid, shop.version,
              shared_snapshot(load_shop(connection, shop.id)));
  return shop;
}

std::vector<Location> locations(Connection& connection, ShopId shop) {
  std::vector<Location> all;
  for (Query rows{connection,
                  "SELECT shop, id, slug, name, phone, email, website, address, hours, zone, brand_colour, "
                  "logo_sha256, logo_media_type, logo_width, logo_height, brand_message, version "
                  "FROM locations WHERE shop = ? ORDER BY slug",
                  shop};
       rows.next();) {
    auto& location = all.emplace_back();
    rows.read(location.shop, location.id, columns(location));
  }
  return all;
}

Location load_location(Connection& connection, ShopId shop, LocationId id) {
  Location location;
  location.shop = shop;
  location.id = id;
  if (!Query{connection,
             "SELECT slug, name, phone, email, website, address, hours, zone, brand_colour, logo_sha256, "
             "logo_media_type, logo_width, logo_height, brand_message, version "
             "FROM locations WHERE shop = ? AND id = ?",
             shop, id}
           .one(columns(location))) {
    throw Damaged("the database: there is no location " + id.text());
  }
  return location;
}

Shop shop_at(Connection& connection, ShopId id, std::int64_t version) {
  return known_or(connection.known().shops, id, version, [&] { return load_shop(connection, id); });
}

Location location_at(Connection& connection, ShopId shop, LocationId id, std::int64_t version) {
  return known_or(connection.known().locations, {shop, id}, version,
                  [&] { return load_location(connection, shop, id); });
}

Outcome<Location> add_location(Connection& connection, const Location& location) {
  if (!has_shop(connection, location.shop)) return no_such_shop;
  if (run(connection,
          "INSERT INTO locations VALUES (?,?, ?,?,?,?,?,?,?,?, ?,?,?,?,?,?, ?) ON CONFLICT DO NOTHING",
          location.shop, location.id, columns(location)) == 0) {
    return taken;
  }
  return location;
}

Outcome<Location> update_location(Connection& connection, Location location) {
  if (!found(connection, "SELECT 1 FROM locations WHERE shop = ? AND id = ?", location.shop, location.id)) {
    return no_such_location;
  }
  if (slug_taken(connection, location)) return taken;
  const auto seen = location.version++;
  if (run(connection,
          "UPDATE locations SET slug = ?, name = ?, phone = ?, email = ?, website = ?, address = ?, hours = "
          "?, "
          "zone = ?, brand_colour = ?, logo_sha256 = ?, logo_media_type = ?, logo_width = ?, logo_height = "
          "?, "
          "brand_message = ?, version = ? WHERE shop = ? AND id = ? AND version = ?",
          columns(location), location.shop, location.id, seen) == 0) {
    return moved_on;
  }
  note_change(connection, Change::Kind::location, location.shop, location.id.uuid, location.version,
              shared_snapshot(load_location(connection, location.shop, location.id)));
  return location;
}

}  // namespace store
