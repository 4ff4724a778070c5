#include "server/payments.hpp"

#include <fmt/format.h>

namespace server {

std::shared_ptr<const Providers> make_providers(outbox::HttpClient& http, const Config& config) {
  auto providers = std::make_shared<Providers>();
  const auto& stripe = config.stripe;
  if (!stripe.secret_key.empty()) {
    outbox::StripeSettings settings{stripe.secret_key, stripe.webhook_secrets, stripe.api_base,
                                    stripe.checkout_origin};
    providers->stripe = std::make_unique<outbox::Stripe>(http, std::move(settings));
  }
  const auto& paypal = config.paypal;
  if (!paypal.client_id.empty()) {
    outbox::PayPalSettings settings{paypal.client_id, paypal.client_secret, paypal.webhook_id,
                                    paypal.api_base, paypal.checkout_origin};
    providers->paypal = std::make_unique<outbox::PayPal>(http, std::move(settings));
  }
  providers->stripe_origin = stripe.checkout_origin;
  providers->paypal_origin = paypal.checkout_origin;
  return providers;
}

Task<orders::Outcome<store::Checkout>> open_at_provider(const Providers& providers, const Visit& visit,
                                                        std::string_view provider, std::string_view kind,
                                                        orders::Money amount, std::string idempotency_key) {
  const auto& order = visit.found.order;
  const auto page = visit.settings->public_url + visit.path;
  outbox::CheckoutWanted wanted{.shop_id = order.shop.text(),
                                .order_id = order.id.text(),
                                .checkout_id = idempotency_key,
                                .number = order.number,
                                .shop_name = visit.found.shop.name,
                                .kind = std::string(kind),
                                .amount = amount,
                                .description = fmt::format("{} {}", visit.found.shop.name, order.number),
                                .success_url = page + "/paid",
                                .cancel_url = page,
                                .idempotency_key = idempotency_key,
                                .locale = visit.locale->tag(),
                                .customer_email = order.customer.email};
  auto opened = orders::Outcome<outbox::Checkout>{orders::Refusal{orders::Reason::unavailable}};
  if (provider == "stripe") opened = co_await providers.stripe->open_checkout(std::move(wanted));
  if (provider == "paypal") opened = co_await providers.paypal->open_checkout(std::move(wanted), visit.at);
  if (!opened) co_return opened.error();
  co_return store::Checkout{.shop = order.shop,
                            .provider = opened->provider,
                            .object = opened->object_id,
                            .order = order.id,
                            .kind = std::string(kind),
                            .amount = amount,
                            .url = opened->url,
                            .state = "open",
                            .created_at = visit.at,
                            .expires_at = opened->expires_at};
}

Task<orders::Done> end_at_provider(const Providers& providers, const store::Checkout& checkout) {
  // PayPal has no way to end an order: one that is not captured lapses, and we capture none that is over.
  if (checkout.provider != "stripe" || !providers.stripe) co_return std::monostate{};
  co_return co_await providers.stripe->expire_checkout(checkout.object);
}

store::ProviderWord word_of(const outbox::ProviderEvent& event, orders::ShopId shop) {
  using From = outbox::ProviderEvent::Kind;
  using To = store::ProviderWord::Kind;
  const auto kind = [&] {
    switch (event.kind) {
      case From::paid: return To::paid;
      case From::refunded: return To::refunded;
      case From::refund_failed: return To::refund_failed;
      case From::disputed: return To::disputed;
      case From::dispute_won: return To::dispute_won;
      case From::expired: return To::over;
      case From::approved:
      case From::dispute_lost:
      case From::ignored: break;
    }
    return To::other;
  }();
  return {.shop = shop,
          .provider = event.provider,
          .event = event.event_id,
          .kind = kind,
          .checkout = event.object_id,
          .payment = event.payment_id,
          .object = event.counter_id,
          .amount = event.amount,
          .detail = fmt::format("{} {} of {} {}", event.provider, event.type,
                                event.amount ? event.amount->amount : 0,
                                event.amount ? event.amount->currency.code() : "unknown currency")};
}

}  // namespace server
