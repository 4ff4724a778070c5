#include "store/sqlite_exports.hpp"
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
Task<std::vector<OrderCard>> SqliteStore::orders_between(Span span, int most) {
  return read("orders_between",
              [span, most](Connection& db) { return store::orders_between(db, span, most); });
}
Task<std::vector<QuoteRow>> SqliteStore::quotes_between(Span span, int most) {
  return read("quotes_between",
              [span, most](Connection& db) { return store::quotes_between(db, span, most); });
}
Task<std::vector<PaymentRow>> SqliteStore::payments_between(Span span, int most) {
  return read("payments_between",
              [span, most](Connection& db) { return store::payments_between(db, span, most); });
}

}  // namespace store
