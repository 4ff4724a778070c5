#include "store/sqlite_people.hpp"

namespace store {

using namespace orders;

namespace {

bool has_shop(Connection& connection, ShopId id) {
  return found(connection, "SELECT 1 FROM shops WHERE id = ?", id);
}

const Refusal no_such_shop{Reason::not_found, "", "there is no such shop"};

}  // namespace

Done add_staff(Connection& connection, const Staff& staff) {
  const auto& member = staff.member;
  if (!has_shop(connection, member.shop)) return no_such_shop;
  if (run(connection,
          "INSERT INTO staff (shop, id, email, name, role, sign_in_hash, sign_in_until, created_at, "
          "location, "
          "alerts, password_hash, sealed_totp, disabled_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
          "?, ?, ?, "
          "?) ON CONFLICT DO NOTHING",
          member.shop, member.id, member.email, member.name, member.role, staff.sign_in_hash,
          staff.sign_in_until, member.created_at, member.location, member.alerts, staff.password_hash,
          Blob{staff.sealed_totp}, member.disabled_at, member.version) == 0) {
    return Refusal{Reason::conflict, "email", "the shop has someone with this e-mail address"};
  }
  return std::monostate{};
}

Done add_api_key(Connection& connection, const ApiKey& key) {
  const auto& info = key.info;
  if (!has_shop(connection, info.shop)) return no_such_shop;
  if (run(connection,
          "INSERT INTO api_keys (shop, id, name, public_id, hash, created_at, revoked_at, location, scope) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
          info.shop, info.id, info.name, info.public_id, key.hash, info.created_at, info.revoked_at,
          info.location, info.scope) == 0) {
    return Refusal{Reason::conflict, "public_id", "there is a key with this id"};
  }
  return std::monostate{};
}

std::optional<ApiKey> find_api_key(Connection& connection, const std::string& public_id) {
  ApiKey key;
  auto& info = key.info;
  if (!Query{connection,
             "SELECT shop, id, name, public_id, hash, created_at, revoked_at, location, scope, used_at FROM "
             "api_keys WHERE public_id = ?",
             public_id}
           .one(info.shop, info.id, info.name, info.public_id, key.hash, info.created_at, info.revoked_at,
                info.location, info.scope, info.used_at)) {
    return std::nullopt;
  }
  return key;
}

// What an asset is named by is what it holds, so one that is there is the same.
Done put_asset(Connection& connection, const Asset& asset) {
  run(connection, "INSERT INTO assets (sha256, media_type, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      asset.sha256, asset.media_type, Blob{asset.bytes});
  return std::monostate{};
}

std::optional<Asset> find_asset(Connection& connection, const std::string& sha256) {
  Asset asset;
  if (!Query{connection, "SELECT sha256, media_type, bytes FROM assets WHERE sha256 = ?", sha256}.one(
          asset.sha256, asset.media_type, Blob{asset.bytes})) {
    return std::nullopt;
  }
  return asset;
}

std::vector<std::string> brand_colours(Connection& connection) {
  std::vector<std::string> colours;
  for (Query rows{connection,
                  "SELECT brand_colour FROM shops WHERE brand_colour <> '' UNION "
                  "SELECT brand_colour FROM locations WHERE brand_colour <> '' ORDER BY 1"};
       rows.next();) {
    rows.read(colours.emplace_back());
  }
  return colours;
}

}  // namespace store
