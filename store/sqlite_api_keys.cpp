#include "store/sqlite_api_keys.hpp"

#include "store/sqlite_shops.hpp"

namespace store {

using namespace orders;

namespace {

const Refusal no_such_key{Reason::not_found, "", "the shop has no such API key"};
const Refusal no_such_location{Reason::invalid, "location", "the shop has no such location"};

auto columns(auto& key) {
  auto& info = key.info;
  return std::tie(info.shop, info.id, info.name, info.public_id, key.hash, info.created_at, info.revoked_at,
                  info.location, info.scope, info.used_at);
}

}  // namespace

Done add_api_key(Connection& connection, const ApiKey& key) {
  const auto& info = key.info;
  if (!has_shop(connection, info.shop)) return no_such_shop;
  if (info.location &&
      !found(connection, "SELECT 1 FROM locations WHERE shop = ? AND id = ?", info.shop, *info.location))
    return no_such_location;
  if (run(connection,
          "INSERT INTO api_keys (shop, id, name, public_id, hash, created_at, revoked_at, location, scope, "
          "used_at) VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
          columns(key)) == 0) {
    return Refusal{Reason::conflict, "public_id", "there is a key with this id"};
  }
  return std::monostate{};
}

std::optional<ApiKey> find_api_key(Connection& connection, const std::string& public_id) {
  ApiKey key;
  if (!Query{connection,
             "SELECT shop, id, name, public_id, hash, created_at, revoked_at, location, scope, used_at FROM "
             "api_keys WHERE public_id = ?",
             public_id}
           .one(columns(key))) {
    return std::nullopt;
  }
  return key;
}

std::vector<ApiKeyInfo> api_keys(Connection& connection, ShopId shop) {
  std::vector<ApiKeyInfo> all;
  for (Query rows{connection,
                  "SELECT shop, id, name, public_id, hash, created_at, revoked_at, location, scope, used_at "
                  "FROM api_keys WHERE shop = ? ORDER BY created_at DESC, id DESC",
                  shop};
       rows.next();) {
    ApiKey key;
    rows.read(columns(key));
    all.push_back(std::move(key.info));
  }
  return all;
}

Done revoke_api_key(Connection& connection, ShopId shop, ApiKeyId id, Instant now) {
  if (run(connection, "UPDATE api_keys SET revoked_at = ifnull(revoked_at, ?) WHERE shop = ? AND id = ?", now,
          shop, id) == 0)
    return no_such_key;
  return std::monostate{};
}

Done touch_api_key(Connection& connection, ShopId shop, ApiKeyId id, Instant at) {
  if (run(connection, "UPDATE api_keys SET used_at = ? WHERE shop = ? AND id = ?", at, shop, id) == 0)
    return no_such_key;
  return std::monostate{};
}

}  // namespace store
