#include "store/sqlite_operations.hpp"

#include "store/sqlite_order_rows.hpp"

namespace store {

using namespace orders;

std::optional<OrderId> done_before(Connection& connection, ShopId shop, const OperationId& operation) {
  OrderId order;
  if (!Query{connection, "SELECT order_id FROM ops WHERE shop = ? AND id = ?", shop, operation}.one(order))
    return std::nullopt;
  return order;
}

void record(Connection& connection, const OperationId& operation, std::string_view kind, const Order& order) {
  run(connection, "INSERT INTO ops (shop, id, kind, order_id, version, at) VALUES (?, ?, ?, ?, ?, ?)",
      order.shop, operation, kind, order.id, order.version, store_clock());
}

}  // namespace store
