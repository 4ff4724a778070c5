#include "server/json/feed_json.hpp"

#include "server/json/order_json.hpp"

#include <boost/json.hpp>

namespace server {

namespace json = boost::json;

namespace {

constexpr std::string_view test_type = "webhook.test";

json::value subject_json(const orders::FeedEntry& entry) {
  if (!entry.subject) return nullptr;
  const auto& uuid = *entry.subject;
  switch (entry.news) {
    case orders::News::quote_sent:
    case orders::News::quote_approved:
    case orders::News::quote_declined: return json::value(orders::QuoteId{uuid}.text());
    case orders::News::document_signed: return json::value(orders::SignatureId{uuid}.text());
    case orders::News::payment_recorded:
    case orders::News::payment_refunded: return json::value(orders::PaymentId{uuid}.text());
    case orders::News::message_received: return json::value(orders::MessageId{uuid}.text());
    case orders::News::link_first_seen:
    case orders::News::link_revoked: return json::value(orders::LinkUid{uuid}.text());
    case orders::News::order_created:
    case orders::News::order_stage_changed:
    case orders::News::request_created: return nullptr;
  }
  return nullptr;
}

std::string_view type_of(const orders::WebhookDelivery& delivery) {
  return delivery.entry ? name(delivery.entry->news) : test_type;
}

}  // namespace

json::object feed_json(const orders::FeedEntry& entry, std::string_view location) {
  return {{"id", entry.id.text()},         {"seq", entry.seq},
          {"type", name(entry.news)},      {"at", rfc3339(entry.at)},
          {"order", entry.order.text()},   {"number", entry.number},
          {"location", location},          {"version", entry.version},
          {"by", name(entry.by)},          {"detail", entry.detail},
          {"subject", subject_json(entry)}};
}

std::string webhook_body(const orders::WebhookDelivery& delivery, std::string_view location) {
  const auto& entry = delivery.entry;
  json::object data =
      entry ? feed_json(*entry, location)
            : json::object{{"webhook", delivery.endpoint.text()}, {"delivery", delivery.id.text()}};
  return json::serialize(json::object{{"type", type_of(delivery)},
                                      {"timestamp", rfc3339(entry ? entry->at : delivery.created_at)},
                                      {"data", std::move(data)}});
}

std::string webhook_message_id(const orders::WebhookDelivery& delivery) {
  return delivery.entry ? delivery.entry->id.text() : delivery.id.text();
}

json::object webhook_json(const orders::WebhookEndpoint& endpoint) {
  json::array events;
  for (const auto news : endpoint.news) events.emplace_back(name(news));
  return {{"id", endpoint.id.text()},
          {"url", endpoint.url},
          {"description", endpoint.description},
          {"events", std::move(events)},
          {"enabled", endpoint.enabled},
          {"fault", endpoint.fault},
          {"created_at", rfc3339(endpoint.created_at)},
          {"version", endpoint.version}};
}

json::object delivery_json(const orders::WebhookDelivery& delivery) {
  const bool queued = delivery.state == orders::DeliveryState::queued;
  return {{"id", delivery.id.text()},
          {"webhook", delivery.endpoint.text()},
          {"message", webhook_message_id(delivery)},
          {"type", type_of(delivery)},
          {"state", name(delivery.state)},
          {"attempts", delivery.attempts},
          {"status", delivery.status == 0 ? json::value(nullptr) : json::value(delivery.status)},
          {"detail", delivery.detail},
          {"created_at", rfc3339(delivery.created_at)},
          {"next_at", queued ? json::value(rfc3339(delivery.due_at)) : json::value(nullptr)},
          {"last_at", delivery.last_at ? json::value(rfc3339(*delivery.last_at)) : json::value(nullptr)}};
}

}  // namespace server
