#include "store/sqlite_corrections.hpp"
#include "store/sqlite_links.hpp"
#include "store/sqlite_orders.hpp"
#include "store/sqlite_store.hpp"

namespace store {

using namespace orders;

Task<Done> SqliteStore::note_preview(LinkKey key) {
  return write("note_preview", [key](Connection& db) { return store::note_preview(db, key); });
}
Task<std::int64_t> SqliteStore::link_previews(ShopId shop, LinkUid link) {
  return read("link_previews", [shop, link](Connection& db) { return store::link_previews(db, shop, link); });
}
Task<Outcome<Order>> SqliteStore::correct_contact(ShopId shop, OrderRef ref, Customer customer,
                                                  SealedLink fresh, Notice notice, Context context,
                                                  OperationId operation) {
  return write("correct_contact", [this, shop, ref = std::move(ref), customer = std::move(customer),
                                   fresh = std::move(fresh), notice = std::move(notice),
                                   context = std::move(context), operation](Connection& db) {
    return store::correct_contact(db, sealing_, shop, ref, customer, fresh, notice, context, operation);
  });
}
Task<std::optional<OrderId>> SqliteStore::find_by_external_id(ShopId shop, std::string id) {
  return read("find_by_external_id", [shop, id = std::move(id)](Connection& db) {
    return store::find_by_external_id(db, shop, id);
  });
}
Task<Outcome<Link>> SqliteStore::replace_links(SealedLink fresh, std::optional<Channel> channel, Actor actor,
                                               Instant now) {
  return write("replace_links",
               [this, fresh = std::move(fresh), channel, actor = std::move(actor), now](Connection& db) {
                 return store::replace_links(db, sealing_, fresh, channel, actor, now);
               });
}

}  // namespace store
