#pragma once

#include "outbox/http_client.hpp"
#include "outbox/paypal.hpp"
#include "outbox/stripe.hpp"
#include "server/config.hpp"
#include "server/pages/visit.hpp"
#include "store/payment.hpp"

#include <memory>
#include <string_view>

namespace server {

// The payment providers that the configuration names. Whoever talks to one holds the whole.
struct Providers {
  std::unique_ptr<outbox::Stripe> stripe;  // none without its key
  std::unique_ptr<outbox::PayPal> paypal;
  std::string stripe_origin, paypal_origin;  // of their payment pages

  // The one that customers pay through: Stripe before PayPal. Empty: none.
  std::string_view first() const { return stripe ? "stripe" : paypal ? "paypal" : ""; }
  bool has(std::string_view name) const {
    return (name == "stripe" && stripe) || (name == "paypal" && paypal);
  }
  std::string_view origin(std::string_view name) const {
    return name == "stripe" ? stripe_origin : paypal_origin;
  }
};
std::shared_ptr<const Providers> make_providers(outbox::HttpClient& http, const Config& config);

// Opens a page at the provider on which this amount is paid.
Task<orders::Outcome<store::Checkout>> open_at_provider(const Providers& providers, const Visit& visit,
                                                        std::string_view provider, std::string_view kind,
                                                        orders::Money amount, std::string idempotency_key);
// Makes sure that a checkout can no longer be paid. Conflict: it was paid meanwhile.
Task<orders::Done> end_at_provider(const Providers& providers, const store::Checkout& checkout);

// What a provider told, in the store's words.
store::ProviderWord word_of(const outbox::ProviderEvent& event, orders::ShopId shop);

}  // namespace server
