#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// An order as one row, inside the transaction that writes the order. What it says is what load_order would
// read from the order's own rows, which stay the truth.

using Bytes = std::shared_ptr<const std::string>;

Bytes write_snapshot(Connection& connection, const orders::Order& order);
// The order, which has this version now, got an event and is else as it was.
Bytes add_to_snapshot(Connection& connection, orders::ShopId shop, orders::OrderId order,
                      const orders::Event& event, std::int64_t version);

// What the bytes of a row say; nullopt when they are no order, or another.
std::optional<orders::Order> read_snapshot(const std::string& bytes, orders::ShopId shop,
                                           orders::OrderId order);
bool has_snapshot(Connection& connection, orders::ShopId shop, orders::OrderId order);
// Whether it is what the order says.
bool snapshot_is_right(Connection& connection, const orders::Order& order);

}  // namespace store
