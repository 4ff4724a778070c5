#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// The store's use cases about people, machines and public files, inside the transaction of the caller.

orders::Done add_staff(Connection& connection, const Staff& staff);
orders::Done add_api_key(Connection& connection, const ApiKey& key);
std::optional<ApiKey> find_api_key(Connection& connection, const std::string& public_id);

orders::Done put_asset(Connection& connection, const Asset& asset);
std::optional<Asset> find_asset(Connection& connection, const std::string& sha256);
std::vector<std::string> brand_colours(Connection& connection);

}  // namespace store
