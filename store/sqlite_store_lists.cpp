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
Task<std::vector<FeedEntry>> SqliteStore::feed(ShopId, std::optional<LocationId>, std::int64_t, int) {
  throw Unavailable("feed is not written yet");
  co_return std::vector<FeedEntry>{};
}
Task<Lists::NewsPage> SqliteStore::news(ShopId, StaffId, std::optional<LocationId>, int) {
  throw Unavailable("news is not written yet");
  co_return Lists::NewsPage{};
}
Task<std::monostate> SqliteStore::mark_news_seen(ShopId, StaffId, std::int64_t) {
  throw Unavailable("mark_news_seen is not written yet");
  co_return std::monostate{};
}

}  // namespace store
