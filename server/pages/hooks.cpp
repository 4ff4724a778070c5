#include "outbox/paypal_webhook.hpp"
#include "outbox/stripe_webhook.hpp"
#include "server/clock.hpp"
#include "server/log.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/handlers.hpp"
#include "server/payments.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"

#include <boost/json.hpp>

namespace server {

namespace {

Response no_such_shop() { return problem(404, "Not found", "There is no such shop."); }
Response not_theirs() { return problem(400, "Bad request", "The signature does not fit."); }

// Answered 2xx only when it is durable: a provider repeats what was not.
Task<Response> settle(Services& services, const orders::Shop& shop, const outbox::ProviderEvent& event) {
  const auto at = now();
  const orders::Context context{.now = at,
                                .actor = {orders::ActorKind::provider, event.provider},
                                .new_id = [at] { return tokens::new_uuid(at); }};
  auto word = word_of(event, shop.id);
  const auto settled = co_await services.store.settle(std::move(word), context);
  if (settled == store::Settled::mismatch)
    log_warn("a payment fits no checkout",
             {{"shop", shop.slug}, {"provider", event.provider}, {"event", event.event_id}});
  constexpr const char* words[] = {"recorded", "repeated", "mismatch", "waiting", "ignored"};
  const boost::json::object body{{"outcome", words[static_cast<std::size_t>(settled)]}};
  co_return json_answer(200, boost::json::serialize(body));
}

Response unreadable(const orders::Refusal& why) { return problem(400, "Bad request", why.detail); }

}  // namespace

Task<Response> hear_stripe(Services& services, const Request& request, Captures captures) {
  const auto settings = services.settings();
  const auto& secrets = settings->config.stripe.webhook_secrets;
  if (!outbox::verify_stripe_signature(request.body, request.header("stripe-signature"), secrets, now()))
    co_return not_theirs();
  const auto shop = co_await services.store.find_shop(std::string(captures[0]));
  if (!shop) co_return no_such_shop();
  const auto event = outbox::parse_stripe_event(request.body);
  if (!event) co_return unreadable(event.error());
  co_return co_await settle(services, *shop, *event);
}

Task<Response> hear_paypal(Services& services, const Request& request, Captures captures) {
  const auto providers = services.providers.get();
  if (!providers->paypal) co_return not_theirs();
  const auto shop = co_await services.store.find_shop(std::string(captures[0]));
  if (!shop) co_return no_such_shop();
  const auto field = [&](std::string_view name) { return std::string(request.header(name)); };
  outbox::PayPalTransmission sent{.auth_algo = field("paypal-auth-algo"),
                                  .cert_url = field("paypal-cert-url"),
                                  .transmission_id = field("paypal-transmission-id"),
                                  .transmission_sig = field("paypal-transmission-sig"),
                                  .transmission_time = field("paypal-transmission-time")};
  const auto genuine = co_await providers->paypal->verify(std::move(sent), std::string(request.body));
  if (!genuine) co_return problem(genuine.error());
  if (!*genuine) co_return not_theirs();
  const auto event = outbox::parse_paypal_event(request.body);
  if (!event) co_return unreadable(event.error());
  if (event->kind == outbox::ProviderEvent::Kind::approved) {
    // Only for a checkout that is still asked for: else it lapses uncaptured.
    const auto order = orders::OrderId::parse(event->order_ref);
    if (!order) co_return json_answer(200, "{}");
    for (const char* kind : {"deposit", "balance"}) {
      const auto open = co_await services.store.open_checkout(shop->id, *order, kind);
      if (!open || open->object != event->object_id) continue;
      const auto captured = co_await providers->paypal->capture(open->object, open->object);
      if (!captured && captured.error().reason == orders::Reason::unavailable)
        co_return problem(captured.error());
    }
    co_return json_answer(200, "{}");
  }
  co_return co_await settle(services, *shop, *event);
}

}  // namespace server
