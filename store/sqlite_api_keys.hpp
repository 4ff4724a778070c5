#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// The machines that call for a shop, inside the transaction of the caller.

orders::Done add_api_key(Connection& connection, const ApiKey& key);
std::optional<ApiKey> find_api_key(Connection& connection, const std::string& public_id);
std::vector<orders::ApiKeyInfo> api_keys(Connection& connection, orders::ShopId shop);
orders::Done revoke_api_key(Connection& connection, orders::ShopId shop, orders::ApiKeyId id,
                            orders::Instant now);
orders::Done touch_api_key(Connection& connection, orders::ShopId shop, orders::ApiKeyId id,
                           orders::Instant at);

}  // namespace store
