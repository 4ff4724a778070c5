#include "outbox/paypal_webhook.hpp"

#include "outbox/amounts.hpp"
#include "outbox/json.hpp"

namespace outbox {
namespace {

namespace json = boost::json;
using Kind = ProviderEvent::Kind;

orders::Refusal malformed(const char* why) { return {orders::Reason::invalid, "", why}; }

Kind kind_of(const std::string& type, const json::value& event) {
  if (type == "CHECKOUT.ORDER.APPROVED") return Kind::approved;
  if (type == "PAYMENT.CAPTURE.COMPLETED") return Kind::paid;
  // Reversed: PayPal itself took the money back. Both tell of a refund with an id of its own.
  if (type == "PAYMENT.CAPTURE.REFUNDED" || type == "PAYMENT.CAPTURE.REVERSED") return Kind::refunded;
  if (type == "PAYMENT.CAPTURE.DENIED" || type == "PAYMENT.CAPTURE.DECLINED" ||
      type == "CHECKOUT.PAYMENT-APPROVAL.REVERSED")
    return Kind::expired;
  if (type == "CUSTOMER.DISPUTE.CREATED") return Kind::disputed;
  if (type == "CUSTOMER.DISPUTE.RESOLVED")
    return text_at(event, "/resource/dispute_outcome/outcome_code") == "RESOLVED_BUYER_FAVOUR"
               ? Kind::dispute_lost
               : Kind::dispute_won;
  return Kind::ignored;
}

// "shop/order/checkout", as we wrote it into the order.
void read_custom_id(std::string_view custom, ProviderEvent& event) {
  const auto first = custom.find('/'), second = custom.find('/', first + 1);
  if (first == custom.npos || second == custom.npos) return;
  event.shop_ref = custom.substr(0, first);
  event.order_ref = custom.substr(first + 1, second - first - 1);
  event.checkout_ref = custom.substr(second + 1);
}

// The capture that a refund belongs to stands only in its link upwards.
std::string last_of_link(const json::value& event, std::string_view rel) {
  const auto* links = find(event, "/resource/links");
  if (!links || !links->is_array()) return {};
  for (const auto& link : links->get_array())
    if (text_at(link, "/rel") == rel) {
      const auto href = text_at(link, "/href");
      return href.substr(href.rfind('/') + 1);
    }
  return {};
}

std::optional<orders::Money> money_at(const json::value& event, const std::string& pointer) {
  return from_paypal(text_at(event, pointer + "/value"), text_at(event, pointer + "/currency_code"));
}

}  // namespace

orders::Outcome<ProviderEvent> parse_paypal_event(std::string_view raw_body) {
  const auto body = parse_object(raw_body);
  if (!body) return malformed("not a JSON object");
  ProviderEvent event{
      .provider = "paypal", .event_id = text_at(*body, "/id"), .type = text_at(*body, "/event_type")};
  if (event.event_id.empty() || event.type.empty()) return malformed("an event without id or type");
  event.kind = kind_of(event.type, *body);
  if (event.kind == Kind::ignored) return event;

  event.at = from_rfc3339(text_at(*body, "/create_time")).value_or(orders::Instant{});
  const auto id = text_at(*body, "/resource/id");
  auto amount = money_at(*body, "/resource/amount");
  auto custom = text_at(*body, "/resource/custom_id");
  switch (event.kind) {
    case Kind::approved:
      event.object_id = id;
      amount = money_at(*body, "/resource/purchase_units/0/amount");
      custom = text_at(*body, "/resource/purchase_units/0/custom_id");
      break;
    case Kind::disputed:
    case Kind::dispute_won:
    case Kind::dispute_lost:
      event.counter_id = text_at(*body, "/resource/dispute_id");
      event.payment_id = text_at(*body, "/resource/disputed_transactions/0/seller_transaction_id");
      amount = money_at(*body, "/resource/dispute_amount");
      custom = text_at(*body, "/resource/disputed_transactions/0/custom");
      break;
    case Kind::refunded:
      event.counter_id = id;
      event.payment_id = last_of_link(*body, "up");
      break;
    default:
      event.payment_id = id;
      event.object_id = text_at(*body, "/resource/supplementary_data/related_ids/order_id");
      if (event.object_id.empty()) event.object_id = text_at(*body, "/resource/order_id");
      break;
  }
  read_custom_id(custom, event);
  event.amount = amount;
  if (event.subject().empty()) return malformed("an event about no object");
  return event;
}

}  // namespace outbox
