#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// Public files, inside the transaction of the caller.

orders::Done put_asset(Connection& connection, const Asset& asset);
std::optional<Asset> find_asset(Connection& connection, const std::string& sha256);
std::vector<std::string> brand_colours(Connection& connection);

}  // namespace store
