#include "store/sqlite_store.hpp"

namespace store {

using namespace orders;

Task<Slice<OrderCard>> SqliteStore::list_orders(OrderFilter, std::string, int) {
  throw Unavailable("list_orders is not written yet");
  co_return Slice<OrderCard>{};
}
Task<Board> SqliteStore::board(ShopId, std::optional<LocationId>, Instant) {
  throw Unavailable("board is not written yet");
  co_return Board{};
}
Task<Slice<KnownCustomer>> SqliteStore::list_customers(ShopId, std::optional<LocationId>, std::string,
                                                       std::string, int) {
  throw Unavailable("list_customers is not written yet");
  co_return Slice<KnownCustomer>{};
}

}  // namespace store
