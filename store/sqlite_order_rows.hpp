#pragma once

#include "store/sqlite_changes.hpp"
#include "store/sqlite_query.hpp"
#include "store/store_clock.hpp"

namespace store {

// An order and its parts as rows. All of these run inside the transaction of the caller.

std::optional<orders::Order> load_order(Connection& connection, orders::ShopId shop, orders::OrderId id);
std::optional<orders::Order> load_order(Connection& connection, orders::ShopId shop, const OrderRef& ref);

// False, and nothing written, when the shop has the number, the external id or the id already.
bool insert_order(Connection& connection, const orders::Order& order);
// Writes what differs between the two, and the raised version to `changes`.
void save_order(Connection& connection, const orders::Order& before, const orders::Order& after);
// An event that leaves the rest of the order as it is; raises its version. False when the shop has no such
// order.
bool append_event(Connection& connection, orders::ShopId shop, orders::OrderId order,
                  const orders::Event& event);

}  // namespace store
