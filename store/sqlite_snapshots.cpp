#include "store/sqlite_snapshots.hpp"

#include "store/snapshot.hpp"
#include "store/sqlite_order_rows.hpp"

namespace store {

using namespace orders;

namespace {

std::optional<std::string> bytes_of(Connection& connection, ShopId shop, OrderId order) {
  std::string bytes;
  if (!Query{connection, "SELECT bytes FROM snapshots WHERE shop = ? AND order_id = ?", shop, order}.one(
          bytes)) {
    return std::nullopt;
  }
  return bytes;
}

}  // namespace

Bytes write_snapshot(Connection& connection, const Order& order) {
  const auto bytes = std::make_shared<const std::string>(to_snapshot(order));
  run(connection,
      "INSERT INTO snapshots (shop, order_id, location, version, bytes) VALUES (?, ?, ?, ?, ?) ON CONFLICT "
      "(shop, order_id) DO UPDATE SET location = excluded.location, version = excluded.version, bytes = "
      "excluded.bytes",
      order.shop, order.id, order.location, order.version, Blob{*bytes});
  return bytes;
}

Bytes add_to_snapshot(Connection& connection, ShopId shop, OrderId id, const Event& event,
                      std::int64_t version) {
  const auto bytes = bytes_of(connection, shop, id);
  auto order = bytes ? read_snapshot(*bytes, shop, id) : std::nullopt;
  if (order && order->version == version - 1) {
    order->events.push_back(event);
    order->updated_at = event.at;
    order->version = version;
  } else {
    order = load_order(connection, shop, id);
  }
  return write_snapshot(connection, order.value());
}

std::optional<Order> read_snapshot(const std::string& bytes, ShopId shop, OrderId id) {
  try {
    auto order = from_snapshot<Order>(bytes);
    if (order.shop == shop && order.id == id) return order;
  } catch (const Damaged&) {
  }
  return std::nullopt;
}

bool has_snapshot(Connection& connection, ShopId shop, OrderId order) {
  return found(connection, "SELECT 1 FROM snapshots WHERE shop = ? AND order_id = ?", shop, order);
}

bool snapshot_is_right(Connection& connection, const Order& order) {
  const auto bytes = to_snapshot(order);
  return found(connection,
               "SELECT 1 FROM snapshots WHERE shop = ? AND order_id = ? AND location = ? AND version = ? AND "
               "bytes = ?",
               order.shop, order.id, order.location, order.version, Blob{bytes});
}

}  // namespace store
