#include "store/sqlite_snapshots.hpp"

#include "store/snapshot.hpp"
#include "store/sqlite_order_rows.hpp"

namespace store {

using namespace orders;

namespace {

Bytes insert_snapshot(Connection& connection, const Order& order, Bytes bytes) {
  std::int64_t row = 0;
  Query{
      connection,
      "INSERT INTO snapshots (shop, order_id, location, version, bytes) VALUES (?, ?, ?, ?, ?) RETURNING row",
      order.shop,
      order.id,
      order.location,
      order.version,
      Blob{*bytes}}
      .one(row);
  run(connection, "UPDATE links INDEXED BY links_by_order SET snapshot = ? WHERE shop = ? AND order_id = ?",
      row, order.shop, order.id);
  return bytes;
}

}  // namespace

Bytes write_snapshot(Connection& connection, const Order& order) {
  auto bytes = shared_snapshot(order);
  if (run(connection,
          "UPDATE snapshots SET location = ?, version = ?, bytes = ? WHERE shop = ? AND order_id = ?",
          order.location, order.version, Blob{*bytes}, order.shop, order.id) == 1) {
    return bytes;
  }
  return insert_snapshot(connection, order, std::move(bytes));
}

Bytes add_to_snapshot(Connection& connection, ShopId shop, OrderId id, const Event& event,
                      std::int64_t version) {
  std::int64_t row = 0;
  std::string old;
  Query{connection, "SELECT row, bytes FROM snapshots WHERE shop = ? AND order_id = ?", shop, id}.one(row,
                                                                                                      old);
  auto order = read_snapshot(old, shop, id);
  if (!order || order->version != version - 1)
    return write_snapshot(connection, load_order(connection, shop, id).value());
  order->events.push_back(event);
  order->updated_at = event.at;
  order->version = version;
  auto bytes = shared_snapshot(*order);
  run(connection, "UPDATE snapshots SET version = ?, bytes = ? WHERE row = ?", version, Blob{*bytes}, row);
  return bytes;
}

std::optional<Order> read_snapshot(const std::string& bytes, ShopId shop, OrderId id) {
  try {
    auto order = from_snapshot<Order>(bytes);
    if (order.shop == shop && order.id == id) return order;
  } catch (const Damaged&) {}
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
