#include "store/sqlite_deliveries.hpp"
#include "store/sqlite_store.hpp"
#include "store/sqlite_webhooks.hpp"

namespace store {

using namespace orders;

Task<Done> SqliteStore::add_webhook(SecretEndpoint endpoint) {
  return write("add_webhook",
               [endpoint = std::move(endpoint)](Connection& db) { return store::add_webhook(db, endpoint); });
}
Task<std::vector<WebhookEndpoint>> SqliteStore::webhooks(ShopId shop) {
  return read("webhooks", [shop](Connection& db) { return store::webhooks(db, shop); });
}
Task<std::optional<SecretEndpoint>> SqliteStore::find_webhook(ShopId shop, WebhookId id) {
  return read("find_webhook", [shop, id](Connection& db) { return store::find_webhook(db, shop, id); });
}
Task<Outcome<WebhookEndpoint>> SqliteStore::update_webhook(WebhookEndpoint endpoint) {
  return write("update_webhook", [endpoint = std::move(endpoint)](Connection& db) {
    return store::update_webhook(db, endpoint);
  });
}
Task<Done> SqliteStore::replace_webhook_secret(ShopId shop, WebhookId id, std::string sealed,
                                               Instant previous_until) {
  return write("replace_webhook_secret",
               [shop, id, sealed = std::move(sealed), previous_until](Connection& db) {
                 return store::replace_webhook_secret(db, shop, id, sealed, previous_until);
               });
}
Task<Done> SqliteStore::drop_webhook(ShopId shop, WebhookId id) {
  return write("drop_webhook", [shop, id](Connection& db) { return store::drop_webhook(db, shop, id); });
}
Task<Done> SqliteStore::disable_webhook(ShopId shop, WebhookId id, std::string fault) {
  return write("disable_webhook", [shop, id, fault = std::move(fault)](Connection& db) {
    return store::disable_webhook(db, shop, id, fault);
  });
}

Task<std::vector<LeasedDelivery>> SqliteStore::lease_deliveries(Instant now, Instant until, int most) {
  return write("lease_deliveries",
               [now, until, most](Connection& db) { return store::lease_deliveries(db, now, until, most); });
}
Task<Done> SqliteStore::delivery_tried(ShopId shop, DeliveryId id, int status, std::string detail, Instant at,
                                       std::optional<Instant> again_at) {
  return write("delivery_tried",
               [shop, id, status, detail = std::move(detail), at, again_at](Connection& db) {
                 return store::delivery_tried(db, shop, id, status, detail, at, again_at);
               });
}
Task<Slice<WebhookDelivery>> SqliteStore::deliveries(ShopId shop, WebhookId endpoint, std::string cursor,
                                                     int limit) {
  return read("deliveries", [shop, endpoint, cursor = std::move(cursor), limit](Connection& db) {
    return store::deliveries(db, shop, endpoint, cursor, limit);
  });
}
Task<Outcome<WebhookDelivery>> SqliteStore::redeliver(ShopId shop, DeliveryId id, DeliveryId fresh,
                                                      Instant now) {
  return write("redeliver",
               [shop, id, fresh, now](Connection& db) { return store::redeliver(db, shop, id, fresh, now); });
}
Task<Done> SqliteStore::queue_test_delivery(ShopId shop, WebhookId endpoint, DeliveryId fresh, Instant now) {
  return write("queue_test_delivery", [shop, endpoint, fresh, now](Connection& db) {
    return store::queue_test_delivery(db, shop, endpoint, fresh, now);
  });
}
Task<std::size_t> SqliteStore::drop_deliveries(Instant before) {
  return write("drop_deliveries", [before](Connection& db) { return store::drop_deliveries(db, before); });
}

}  // namespace store
