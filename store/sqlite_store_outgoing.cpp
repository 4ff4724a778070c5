#include "store/sqlite_notices.hpp"
#include "store/sqlite_store.hpp"

namespace store {

using namespace orders;

Task<Done> SqliteStore::queue_notice(Notice) {
  throw Unavailable("queue_notice is not written yet");
  co_return std::monostate{};
}
Task<std::vector<Notice>> SqliteStore::lease_notices(Instant now, Instant until, int most) {
  return write("lease_notices",
               [now, until, most](Connection& db) { return store::lease_notices(db, now, until, most); });
}
Task<Done> SqliteStore::notice_sent(ShopId shop, NoticeId id, Instant, std::string) {
  return write("notice_sent", [shop, id](Connection& db) { return store::notice_sent(db, shop, id); });
}
Task<Done> SqliteStore::notice_failed(ShopId shop, NoticeId id, std::string why,
                                      std::optional<Instant> again_at) {
  return write("notice_failed", [shop, id, why = std::move(why), again_at](Connection& db) {
    return store::notice_failed(db, shop, id, why, again_at);
  });
}
Task<Done> SqliteStore::notice_dropped(ShopId, NoticeId, std::string) {
  throw Unavailable("notice_dropped is not written yet");
  co_return std::monostate{};
}
Task<Done> SqliteStore::notice_waits(ShopId, NoticeId, Instant) {
  throw Unavailable("notice_waits is not written yet");
  co_return std::monostate{};
}
Task<Done> SqliteStore::notice_told(ShopId, std::string, bool, std::string) {
  throw Unavailable("notice_told is not written yet");
  co_return std::monostate{};
}
Task<Done> SqliteStore::retry_notice(ShopId, NoticeId, Instant) {
  throw Unavailable("retry_notice is not written yet");
  co_return std::monostate{};
}
Task<std::vector<NoticeRecord>> SqliteStore::notices(ShopId, OrderId) {
  throw Unavailable("notices is not written yet");
  co_return std::vector<NoticeRecord>{};
}
Task<Slice<NoticeRecord>> SqliteStore::failed_notices(ShopId, std::string, int) {
  throw Unavailable("failed_notices is not written yet");
  co_return Slice<NoticeRecord>{};
}
Task<std::int64_t> SqliteStore::paid_messages_since(ShopId, Instant) {
  throw Unavailable("paid_messages_since is not written yet");
  co_return std::int64_t{};
}
Task<std::vector<Outgoing::Reminder>> SqliteStore::due_reminders(ShopId, NotifyPolicy, Instant, int) {
  throw Unavailable("due_reminders is not written yet");
  co_return std::vector<Outgoing::Reminder>{};
}
Task<NotifyPolicy> SqliteStore::notify_policy(ShopId) {
  throw Unavailable("notify_policy is not written yet");
  co_return NotifyPolicy{};
}
Task<Outcome<NotifyPolicy>> SqliteStore::set_notify_policy(ShopId, NotifyPolicy) {
  throw Unavailable("set_notify_policy is not written yet");
  co_return Refusal{};
}
Task<std::vector<MessageTemplate>> SqliteStore::templates(ShopId) {
  throw Unavailable("templates is not written yet");
  co_return std::vector<MessageTemplate>{};
}
Task<Done> SqliteStore::set_template(ShopId, MessageTemplate) {
  throw Unavailable("set_template is not written yet");
  co_return std::monostate{};
}
Task<Done> SqliteStore::drop_template(ShopId, Topic, Route, std::string) {
  throw Unavailable("drop_template is not written yet");
  co_return std::monostate{};
}
Task<std::vector<Terms>> SqliteStore::terms(ShopId) {
  throw Unavailable("terms is not written yet");
  co_return std::vector<Terms>{};
}
Task<std::vector<Terms>> SqliteStore::terms_versions(ShopId, TermsId) {
  throw Unavailable("terms_versions is not written yet");
  co_return std::vector<Terms>{};
}
Task<Outcome<Terms>> SqliteStore::put_terms(Terms) {
  throw Unavailable("put_terms is not written yet");
  co_return Refusal{};
}
Task<Done> SqliteStore::set_opt_out(ShopId, Route, std::string, bool, std::string, Instant) {
  throw Unavailable("set_opt_out is not written yet");
  co_return std::monostate{};
}
Task<std::vector<Route>> SqliteStore::opted_out(ShopId, Customer) {
  throw Unavailable("opted_out is not written yet");
  co_return std::vector<Route>{};
}
Task<std::size_t> SqliteStore::opt_out_everywhere(Route, std::string, std::string, Instant) {
  throw Unavailable("opt_out_everywhere is not written yet");
  co_return std::size_t{};
}
Task<Done> SqliteStore::add_webhook(SecretEndpoint) {
  throw Unavailable("add_webhook is not written yet");
  co_return std::monostate{};
}
Task<std::vector<WebhookEndpoint>> SqliteStore::webhooks(ShopId) {
  throw Unavailable("webhooks is not written yet");
  co_return std::vector<WebhookEndpoint>{};
}
Task<std::optional<SecretEndpoint>> SqliteStore::find_webhook(ShopId, WebhookId) {
  throw Unavailable("find_webhook is not written yet");
  co_return std::optional<SecretEndpoint>{};
}
Task<Outcome<WebhookEndpoint>> SqliteStore::update_webhook(WebhookEndpoint) {
  throw Unavailable("update_webhook is not written yet");
  co_return Refusal{};
}
Task<Done> SqliteStore::replace_webhook_secret(ShopId, WebhookId, std::string, Instant) {
  throw Unavailable("replace_webhook_secret is not written yet");
  co_return std::monostate{};
}
Task<Done> SqliteStore::drop_webhook(ShopId, WebhookId) {
  throw Unavailable("drop_webhook is not written yet");
  co_return std::monostate{};
}
Task<std::vector<LeasedDelivery>> SqliteStore::lease_deliveries(Instant, Instant, int) {
  throw Unavailable("lease_deliveries is not written yet");
  co_return std::vector<LeasedDelivery>{};
}
Task<Done> SqliteStore::delivery_tried(ShopId, DeliveryId, int, std::string, Instant,
                                       std::optional<Instant>) {
  throw Unavailable("delivery_tried is not written yet");
  co_return std::monostate{};
}
Task<Done> SqliteStore::disable_webhook(ShopId, WebhookId, std::string) {
  throw Unavailable("disable_webhook is not written yet");
  co_return std::monostate{};
}
Task<Slice<WebhookDelivery>> SqliteStore::deliveries(ShopId, WebhookId, std::string, int) {
  throw Unavailable("deliveries is not written yet");
  co_return Slice<WebhookDelivery>{};
}
Task<Outcome<WebhookDelivery>> SqliteStore::redeliver(ShopId, DeliveryId, DeliveryId, Instant) {
  throw Unavailable("redeliver is not written yet");
  co_return Refusal{};
}
Task<Done> SqliteStore::queue_test_delivery(ShopId, WebhookId, DeliveryId, Instant) {
  throw Unavailable("queue_test_delivery is not written yet");
  co_return std::monostate{};
}
Task<std::size_t> SqliteStore::drop_deliveries(Instant) {
  throw Unavailable("drop_deliveries is not written yet");
  co_return std::size_t{};
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
