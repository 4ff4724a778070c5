#pragma once

#include "orders/notify.hpp"
#include "orders/outcome.hpp"
#include "orders/webhook.hpp"
#include "store/act.hpp"
#include "store/lists.hpp"
#include "store/task.hpp"

#include <optional>
#include <string>
#include <vector>

namespace store {

// A text to sign that a shop keeps for many orders; a change is a new version, signed ones stay as they were.
struct Terms {
  orders::TermsId id{};
  orders::ShopId shop{};
  orders::Purpose purpose = orders::Purpose::terms;
  std::string title = {};
  std::string body = {};  // Markdown
  int version = 1;
  bool attach = false;  // every new order gets it
  bool archived = false;
  orders::Instant created_at{};  // of this version
};

// An endpoint with what signs its deliveries.
struct SecretEndpoint {
  orders::WebhookEndpoint endpoint{};
  std::string sealed_secret = {};
  std::string sealed_previous = {};  // signs beside it for a while after it was replaced
  std::optional<orders::Instant> previous_until = {};
};

struct LeasedDelivery {
  orders::WebhookDelivery delivery{};
  SecretEndpoint to{};
};

// What leaves the shop: messages to people and deliveries to systems. Whatever tells of a change of an order
// is queued in the change's own transaction. Part of Store.
class Outgoing {
 public:
  virtual ~Outgoing() = default;

  // --- notices ---
  virtual Task<orders::Done> queue_notice(Notice notice) = 0;  // told before: nothing happens
  // Due ones, put off until `until` so that nobody else takes them meanwhile.
  virtual Task<std::vector<Notice>> lease_notices(orders::Instant now, orders::Instant until, int most) = 0;
  // `provider_id` is what a provider calls it, for its word on the delivery.
  virtual Task<orders::Done> notice_sent(orders::ShopId shop, orders::NoticeId id, orders::Instant at,
                                         std::string provider_id) = 0;
  // nullopt: for good.
  virtual Task<orders::Done> notice_failed(orders::ShopId shop, orders::NoticeId id, std::string why,
                                           std::optional<orders::Instant> again_at) = 0;
  // Not sent and not to be: no consent, no contact, nothing to say any more.
  virtual Task<orders::Done> notice_dropped(orders::ShopId shop, orders::NoticeId id, std::string why) = 0;
  // Put off without counting as an attempt: quiet hours, the day's allowance.
  virtual Task<orders::Done> notice_waits(orders::ShopId shop, orders::NoticeId id,
                                          orders::Instant until) = 0;
  // The provider's word, by its own id: delivered, or failed with why. Unknown ids are not found.
  virtual Task<orders::Done> notice_told(orders::ShopId shop, std::string provider_id, bool delivered,
                                         std::string why) = 0;
  // A failed one once more, from the beginning.
  virtual Task<orders::Done> retry_notice(orders::ShopId shop, orders::NoticeId id, orders::Instant now) = 0;
  virtual Task<std::vector<orders::NoticeRecord>> notices(orders::ShopId shop,
                                                          orders::OrderId order) = 0;  // newest first
  virtual Task<Slice<orders::NoticeRecord>> failed_notices(orders::ShopId shop, std::string cursor,
                                                           int limit) = 0;
  // SMS and WhatsApp sent since then.
  virtual Task<std::int64_t> paid_messages_since(orders::ShopId shop, orders::Instant since) = 0;
  // Orders that a reminder is due for, by topic; those reminded before are left out by the notice's key.
  struct Reminder {
    orders::OrderId order{};
    orders::Topic topic = orders::Topic::quote_reminder;
    std::string key = {};
  };
  virtual Task<std::vector<Reminder>> due_reminders(orders::ShopId shop, orders::NotifyPolicy policy,
                                                    orders::Instant now, int most) = 0;

  // --- the shop's policy, words and terms ---
  virtual Task<orders::NotifyPolicy> notify_policy(orders::ShopId shop) = 0;
  virtual Task<orders::Outcome<orders::NotifyPolicy>> set_notify_policy(
      orders::ShopId shop, orders::NotifyPolicy policy) = 0;  // conflict: version moved on
  virtual Task<std::vector<orders::MessageTemplate>> templates(orders::ShopId shop) = 0;
  virtual Task<orders::Done> set_template(orders::ShopId shop, orders::MessageTemplate words) = 0;
  virtual Task<orders::Done> drop_template(orders::ShopId shop, orders::Topic topic, orders::Route route,
                                           std::string locale) = 0;
  virtual Task<std::vector<Terms>> terms(orders::ShopId shop) = 0;  // latest versions, by purpose and title
  virtual Task<std::vector<Terms>> terms_versions(orders::ShopId shop,
                                                  orders::TermsId id) = 0;  // newest first
  // A new text, or with a known id its next version; the same title and body again is none.
  virtual Task<orders::Outcome<Terms>> put_terms(Terms terms) = 0;

  // --- consent ---
  // A contact that wants nothing by a route any more (or again); kept as a keyed hash.
  virtual Task<orders::Done> set_opt_out(orders::ShopId shop, orders::Route route, std::string contact,
                                         bool out, std::string source, orders::Instant now) = 0;
  virtual Task<std::vector<orders::Route>> opted_out(orders::ShopId shop, orders::Customer customer) = 0;
  // Of every shop: a STOP by SMS names none.
  virtual Task<std::size_t> opt_out_everywhere(orders::Route route, std::string contact, std::string source,
                                               orders::Instant now) = 0;

  // --- webhooks ---
  virtual Task<orders::Done> add_webhook(SecretEndpoint endpoint) = 0;
  virtual Task<std::vector<orders::WebhookEndpoint>> webhooks(orders::ShopId shop) = 0;
  virtual Task<std::optional<SecretEndpoint>> find_webhook(orders::ShopId shop, orders::WebhookId id) = 0;
  // URL, description, news and whether enabled. Conflict: version moved on.
  virtual Task<orders::Outcome<orders::WebhookEndpoint>> update_webhook(orders::WebhookEndpoint endpoint) = 0;
  virtual Task<orders::Done> replace_webhook_secret(orders::ShopId shop, orders::WebhookId id,
                                                    std::string sealed, orders::Instant previous_until) = 0;
  virtual Task<orders::Done> drop_webhook(orders::ShopId shop, orders::WebhookId id) = 0;
  virtual Task<std::vector<LeasedDelivery>> lease_deliveries(orders::Instant now, orders::Instant until,
                                                             int most) = 0;
  // `again_at` nullopt with a status of 2xx: delivered; without: failed for good.
  virtual Task<orders::Done> delivery_tried(orders::ShopId shop, orders::DeliveryId id, int status,
                                            std::string detail, orders::Instant at,
                                            std::optional<orders::Instant> again_at) = 0;
  virtual Task<orders::Done> disable_webhook(orders::ShopId shop, orders::WebhookId id,
                                             std::string fault) = 0;
  virtual Task<Slice<orders::WebhookDelivery>> deliveries(orders::ShopId shop, orders::WebhookId endpoint,
                                                          std::string cursor, int limit) = 0;  // newest first
  // The same entry once more, as a delivery of its own.
  virtual Task<orders::Outcome<orders::WebhookDelivery>> redeliver(orders::ShopId shop, orders::DeliveryId id,
                                                                   orders::DeliveryId fresh,
                                                                   orders::Instant now) = 0;
  virtual Task<orders::Done> queue_test_delivery(orders::ShopId shop, orders::WebhookId endpoint,
                                                 orders::DeliveryId fresh, orders::Instant now) = 0;
  virtual Task<std::size_t> drop_deliveries(orders::Instant before) = 0;  // finished ones
};

}  // namespace store
