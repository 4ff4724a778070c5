#pragma once

#include "orders/outcome.hpp"
#include "outbox/http_client.hpp"
#include "outbox/payment.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace outbox {

struct StripeSettings {
  std::string secret_key = {};
  std::vector<std::string> webhook_secrets = {};  // two while one replaces the other
  std::string api_base = "https://api.stripe.com";
  std::string checkout_origin = "https://checkout.stripe.com";  // customers are sent there and nowhere else
};

// Stripe Checkout (docs.stripe.com/api/checkout/sessions). Refusals: `invalid` when Stripe cannot take the
// amount or the request, `conflict` when the session ended before, `unavailable` when no answer came or it
// was busy: asking again with the same idempotency key never makes a second checkout.
class Stripe {
 public:
  Stripe(HttpClient& http, StripeSettings settings) : http_(http), settings_(std::move(settings)) {}

  store::Task<orders::Outcome<Checkout>> open_checkout(CheckoutWanted wanted);
  // Ends a session that nobody has paid, so that its amount can no longer be paid.
  store::Task<orders::Done> expire_checkout(std::string object_id);

 private:
  HttpClient& http_;
  StripeSettings settings_;
};

// The two halves of each call, without a socket.
orders::Outcome<HttpCall> stripe_checkout_call(const StripeSettings& settings, const CheckoutWanted& wanted);
orders::Outcome<Checkout> read_stripe_checkout(const StripeSettings& settings, const HttpAnswer& answer);
HttpCall stripe_expire_call(const StripeSettings& settings, std::string_view object_id);
orders::Done read_stripe_expiry(const HttpAnswer& answer);

}  // namespace outbox
