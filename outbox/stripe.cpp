#include "outbox/stripe.hpp"

#include "outbox/amounts.hpp"
#include "outbox/form.hpp"
#include "outbox/json.hpp"
#include "outbox/refusals.hpp"

#include <algorithm>
#include <array>

namespace outbox {
namespace {

// The first version in which every refund has events of its own.
constexpr std::string_view stripe_version = "2024-10-28.acacia";

// Languages of Stripe's page; all others get the browser's.
std::string page_locale(std::string_view tag) {
  constexpr std::array known{"bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr",
                             "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb", "nl",
                             "pl", "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr", "vi", "zh"};
  const auto language = tag.substr(0, tag.find('-'));
  return std::ranges::find(known, language) != known.end() ? std::string{language} : "auto";
}

HttpCall post(const StripeSettings& settings, const std::string& path) {
  return {.method = "POST",
          .url = settings.api_base + path,
          .headers = {{"Authorization", "Bearer " + settings.secret_key},
                      {"Stripe-Version", std::string(stripe_version)},
                      {"Content-Type", "application/x-www-form-urlencoded"}}};
}

// "invalid_request_error parameter_missing mode, request req_1": enough to find it in Stripe's own log.
std::string said(const HttpAnswer& answer) {
  std::string text;
  const auto add = [&](std::string_view part) {
    if (!part.empty()) (text += text.empty() ? "" : " ") += part;
  };
  if (const auto body = parse_object(answer.body))
    for (const auto* part : {"/error/type", "/error/code", "/error/param"}) add(text_at(*body, part));
  if (const auto id = answer.header("request-id"); !id.empty()) add("request " + std::string(id));
  return text;
}

}  // namespace

orders::Outcome<HttpCall> stripe_checkout_call(const StripeSettings& settings, const CheckoutWanted& wanted) {
  const auto units = to_stripe(wanted.amount);
  if (!units || *units == 0)
    return orders::Refusal{orders::Reason::invalid, "amount", "Stripe cannot take this amount"};
  std::string currency{wanted.amount.currency.code()};
  for (auto& c : currency) c = static_cast<char>(c + 32);

  Form form;  // with brackets for what lies inside
  form.add("mode", "payment");
  form.add("submit_type", "pay");
  form.add("line_items[0][quantity]", "1");
  form.add("line_items[0][price_data][currency]", currency);
  form.add("line_items[0][price_data][unit_amount]", std::to_string(*units));
  form.add("line_items[0][price_data][product_data][name]", wanted.description);
  form.add("client_reference_id", wanted.order_id);
  form.add("success_url", wanted.success_url);
  form.add("cancel_url", wanted.cancel_url);
  form.add("locale", page_locale(wanted.locale));
  if (!wanted.customer_email.empty()) form.add("customer_email", wanted.customer_email);
  if (wanted.expires_at) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(*wanted.expires_at).time_since_epoch();
    form.add("expires_at", std::to_string(seconds.count()));
  }
  // Twice: the session's events carry its own, those of the payment the payment's.
  for (const std::string_view of : {"metadata", "payment_intent_data[metadata]"}) {
    const auto add = [&](std::string_view name, std::string_view value) {
      form.add(std::string(of) + "[claimcheck_" + std::string(name) + "]", value);
    };
    add("shop", wanted.shop_id);
    add("order", wanted.order_id);
    add("checkout", wanted.checkout_id);
    add("kind", wanted.kind);
    add("number", wanted.number);
  }
  form.add("payment_intent_data[description]", wanted.shop_name + ", " + wanted.number);

  auto call = post(settings, "/v1/checkout/sessions");
  call.headers.emplace_back("Idempotency-Key", wanted.idempotency_key);
  call.body = std::move(form).release();
  return call;
}

orders::Outcome<Checkout> read_stripe_checkout(const StripeSettings& settings, const HttpAnswer& answer) {
  if (!answer.ok()) return refusal_of("Stripe", answer, said(answer));
  const auto body = parse_object(answer.body);
  Checkout checkout{.provider = "stripe"};
  if (body) checkout.object_id = text_at(*body, "/id"), checkout.url = text_at(*body, "/url");
  if (checkout.object_id.empty() || !leads_to(checkout.url, settings.checkout_origin))
    return refusal_of("Stripe", answer, "without a page of its own to pay on");
  checkout.expires_at = from_unix(whole_at(*body, "/expires_at").value_or(0)).value_or(orders::Instant{});
  return checkout;
}

HttpCall stripe_expire_call(const StripeSettings& settings, std::string_view object_id) {
  return post(settings, "/v1/checkout/sessions/" + std::string(object_id) + "/expire");
}

orders::Done read_stripe_expiry(const HttpAnswer& answer) {
  if (answer.ok()) return std::monostate{};
  auto refusal = refusal_of("Stripe", answer, said(answer));
  if (answer.status == 400) refusal.reason = orders::Reason::conflict;  // only an open session can be ended
  return refusal;
}

store::Task<orders::Outcome<Checkout>> Stripe::open_checkout(CheckoutWanted wanted) {
  auto call = stripe_checkout_call(settings_, wanted);
  if (!call) co_return call.error();
  const auto answer = co_await http_.call(std::move(*call));
  co_return read_stripe_checkout(settings_, answer);
}

store::Task<orders::Done> Stripe::expire_checkout(std::string object_id) {
  auto call = stripe_expire_call(settings_, object_id);
  const auto answer = co_await http_.call(std::move(call));
  co_return read_stripe_expiry(answer);
}

}  // namespace outbox
