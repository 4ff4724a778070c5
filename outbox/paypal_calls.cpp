#include "outbox/amounts.hpp"
#include "outbox/json.hpp"
#include "outbox/paypal.hpp"
#include "outbox/refusals.hpp"

namespace outbox {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_text = 127;  // of description and brand name, in characters

// Whole characters of UTF-8 text, at most so many bytes.
std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80) --most;
  return std::string(text.substr(0, most));
}

HttpCall post(const PayPalSettings& settings, const std::string& path, std::string body) {
  return {.method = "POST",
          .url = settings.api_base + path,
          .headers = {{"Content-Type", "application/json"}},
          .body = std::move(body)};
}

// "UNPROCESSABLE_ENTITY ORDER_NOT_APPROVED, debug id": enough for PayPal's support.
std::string said(const HttpAnswer& answer) {
  const auto body = parse_object(answer.body);
  if (!body) return {};
  std::string text;
  for (const auto* part : {"/name", "/error", "/details/0/issue", "/debug_id"})
    if (const auto word = text_at(*body, part); !word.empty()) (text += text.empty() ? "" : " ") += word;
  return text;
}

}  // namespace

orders::Outcome<HttpCall> paypal_checkout_call(const PayPalSettings& settings, const CheckoutWanted& wanted) {
  const auto value = to_paypal(wanted.amount);
  if (!value || wanted.amount.amount == 0)
    return orders::Refusal{orders::Reason::invalid, "amount", "PayPal cannot take this amount"};
  const json::object amount{{"currency_code", wanted.amount.currency.code()}, {"value", *value}};
  json::object unit{{"reference_id", wanted.checkout_id},
                    {"custom_id", wanted.shop_id + "/" + wanted.order_id + "/" + wanted.checkout_id},
                    {"description", shortened(wanted.description, longest_text)},
                    {"amount", amount}};
  json::object context{{"brand_name", shortened(wanted.shop_name, longest_text)},
                       {"return_url", wanted.success_url},
                       {"cancel_url", wanted.cancel_url},
                       {"user_action", "PAY_NOW"},
                       {"shipping_preference", "NO_SHIPPING"}};
  if (!wanted.locale.empty()) context["locale"] = wanted.locale;
  json::object paypal{{"experience_context", std::move(context)}};
  if (!wanted.customer_email.empty()) paypal["email_address"] = wanted.customer_email;
  const json::object order{{"intent", "CAPTURE"},
                           {"purchase_units", json::array{std::move(unit)}},
                           {"payment_source", json::object{{"paypal", std::move(paypal)}}}};
  auto call = post(settings, "/v2/checkout/orders", json::serialize(order));
  call.headers.emplace_back("PayPal-Request-Id", wanted.idempotency_key);
  return call;
}

orders::Outcome<Checkout> read_paypal_checkout(const PayPalSettings& settings, const HttpAnswer& answer) {
  if (!answer.ok()) return refusal_of("PayPal", answer, said(answer));
  const auto body = parse_object(answer.body);
  Checkout checkout{.provider = "paypal"};
  const auto* links = body ? find(*body, "/links") : nullptr;
  if (links && links->is_array())
    for (const auto& link : links->get_array())
      if (const auto rel = text_at(link, "/rel"); rel == "payer-action" || rel == "approve")
        checkout.url = text_at(link, "/href");
  if (body) checkout.object_id = text_at(*body, "/id");
  if (checkout.object_id.empty() || !leads_to(checkout.url, settings.checkout_origin))
    return refusal_of("PayPal", answer, "without a page of its own to pay on");
  return checkout;
}

HttpCall paypal_capture_call(const PayPalSettings& settings, std::string_view object_id,
                             std::string_view idempotency_key) {
  auto call = post(settings, "/v2/checkout/orders/" + std::string(object_id) + "/capture", "{}");
  call.headers.emplace_back("PayPal-Request-Id", idempotency_key);
  return call;
}

orders::Done read_paypal_capture(const HttpAnswer& answer) {
  if (answer.ok()) return std::monostate{};
  auto refusal = refusal_of("PayPal", answer, said(answer));
  if (answer.status == 422) {
    const auto body = parse_object(answer.body);
    if (body && text_at(*body, "/details/0/issue") == "ORDER_ALREADY_CAPTURED") return std::monostate{};
    refusal.reason = orders::Reason::conflict;
  }
  return refusal;
}

orders::Outcome<HttpCall> paypal_verify_call(const PayPalSettings& settings,
                                             const PayPalTransmission& headers, std::string_view raw_body) {
  if (!parse_object(raw_body)) return orders::Refusal{orders::Reason::invalid, "", "not a JSON object"};
  const json::object about{{"auth_algo", headers.auth_algo},
                           {"cert_url", headers.cert_url},
                           {"transmission_id", headers.transmission_id},
                           {"transmission_sig", headers.transmission_sig},
                           {"transmission_time", headers.transmission_time},
                           {"webhook_id", settings.webhook_id}};
  auto body = json::serialize(about);
  body.pop_back();
  // The event goes back byte for byte: written anew, its checksum would be another.
  body += ",\"webhook_event\":" + std::string(raw_body) + "}";
  return post(settings, "/v1/notifications/verify-webhook-signature", std::move(body));
}

orders::Outcome<bool> read_paypal_verification(const HttpAnswer& answer) {
  // A request that PayPal cannot even read as a transmission of its own was none.
  if (answer.status == 400 || answer.status == 422) return false;
  if (!answer.ok()) return refusal_of("PayPal", answer, said(answer));
  const auto body = parse_object(answer.body);
  if (!body) return refusal_of("PayPal", answer, "without a verdict");
  return text_at(*body, "/verification_status") == "SUCCESS";
}

}  // namespace outbox
