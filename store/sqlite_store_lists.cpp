#include "store/sqlite_lists.hpp"
#include "store/sqlite_store.hpp"

namespace store {

using namespace orders;

Task<Slice<OrderCard>> SqliteStore::list_orders(OrderFilter filter, std::string cursor, int limit) {
  return read("list_orders", [filter = std::move(filter), cursor = std::move(cursor), limit](Connection& db) {
    return store::list_orders(db, filter, cursor, limit);
  });
}
Task<Board> SqliteStore::board(ShopId shop, std::optional<LocationId> location, Instant now) {
  return read("board",
              [shop, location, now](Connection& db) { return store::board(db, shop, location, now); });
}
Task<Slice<KnownCustomer>> SqliteStore::list_customers(ShopId shop, std::optional<LocationId> location,
                                                       std::string text, std::string cursor, int limit) {
  return read("list_customers",
              [shop, location, text = std::move(text), cursor = std::move(cursor), limit](Connection& db) {
                return store::list_customers(db, shop, location, text, cursor, limit);
              });
}

}  // namespace store
