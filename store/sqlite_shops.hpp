#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// The store's use cases about shops and their locations, inside the transaction of the caller.

std::vector<orders::Shop> shops(Connection& connection);
std::optional<orders::Shop> find_shop(Connection& connection, const std::string& slug);
std::optional<orders::Shop> find_shop(Connection& connection, orders::ShopId id);
bool has_shop(Connection& connection, orders::ShopId id);
extern const orders::Refusal no_such_shop;
orders::Shop load_shop(Connection& connection, orders::ShopId id);  // throws Damaged when there is none
orders::Outcome<orders::Shop> add_shop(Connection& connection, const orders::Shop& shop);
orders::Outcome<orders::Shop> update_shop(Connection& connection, orders::Shop shop);

std::vector<orders::Location> locations(Connection& connection, orders::ShopId shop);
orders::Location load_location(Connection& connection, orders::ShopId shop,
                               orders::LocationId id);  // the same
// The same, as the connection knows them while they have these versions (0: whatever they have).
orders::Shop shop_at(Connection& connection, orders::ShopId id, std::int64_t version);
orders::Location location_at(Connection& connection, orders::ShopId shop, orders::LocationId id,
                             std::int64_t version);
orders::Outcome<orders::Location> add_location(Connection& connection, const orders::Location& location);
orders::Outcome<orders::Location> update_location(Connection& connection, orders::Location location);

}  // namespace store
