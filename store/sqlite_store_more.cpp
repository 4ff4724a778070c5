#include "store/sqlite_store.hpp"

namespace store {

using namespace orders;

Task<Done> SqliteStore::note_preview(LinkKey) {
  throw Unavailable("note_preview is not written yet");
  co_return std::monostate{};
}
Task<std::int64_t> SqliteStore::link_previews(ShopId, LinkUid) {
  throw Unavailable("link_previews is not written yet");
  co_return std::int64_t{};
}
Task<Outcome<Order>> SqliteStore::correct_contact(ShopId, OrderRef, Customer, SealedLink, Notice, Context,
                                                  OperationId) {
  throw Unavailable("correct_contact is not written yet");
  co_return Refusal{};
}
Task<std::optional<OrderId>> SqliteStore::find_by_external_id(ShopId, std::string) {
  throw Unavailable("find_by_external_id is not written yet");
  co_return std::optional<OrderId>{};
}
Task<Outcome<Link>> SqliteStore::replace_links(SealedLink, std::optional<Channel>, Actor, Instant) {
  throw Unavailable("replace_links is not written yet");
  co_return Refusal{};
}

}  // namespace store
