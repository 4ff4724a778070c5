#pragma once

#include "orders/outcome.hpp"
#include "outbox/http_client.hpp"
#include "outbox/payment.hpp"

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

namespace outbox {

struct PayPalSettings {
  std::string client_id = {}, client_secret = {};
  std::string webhook_id = {};  // of the webhook that PayPal was told to call
  std::string api_base = "https://api-m.paypal.com";
  std::string checkout_origin = "https://www.paypal.com";  // customers are sent there and nowhere else
};

// The headers that PayPal sends with a webhook, as received.
struct PayPalTransmission {
  std::string auth_algo = {};          // PAYPAL-AUTH-ALGO
  std::string cert_url = {};           // PAYPAL-CERT-URL
  std::string transmission_id = {};    // PAYPAL-TRANSMISSION-ID
  std::string transmission_sig = {};   // PAYPAL-TRANSMISSION-SIG
  std::string transmission_time = {};  // PAYPAL-TRANSMISSION-TIME
};

// PayPal Orders, version 2 (developer.paypal.com/docs/api/orders/v2). Refusals as Stripe's class has them.
// An order that is approved but must not be paid any more is simply never captured; PayPal lets it lapse.
class PayPal {
 public:
  PayPal(HttpClient& http, PayPalSettings settings) : http_(http), settings_(std::move(settings)) {}

  store::Task<orders::Outcome<Checkout>> open_checkout(CheckoutWanted wanted, orders::Instant now);
  // Takes the money of an approved order. Success means that PayPal has it in hand; the ledger waits for the
  // webhook PAYMENT.CAPTURE.COMPLETED. `conflict`: the order cannot be captured (not approved, declined).
  store::Task<orders::Done> capture(std::string object_id, std::string idempotency_key);
  // Whether PayPal sent exactly these bytes: it is asked, as it documents. A refusal: it could not say now.
  store::Task<orders::Outcome<bool>> verify(PayPalTransmission headers, std::string raw_body);

 private:
  // Makes the call with a token in date, and once more with a new one if PayPal no longer knows the old.
  store::Task<HttpAnswer> call(HttpCall wanted);
  store::Task<HttpAnswer> renew_token(std::string& token);
  std::string token_in_date() const;
  void keep(std::string token, std::chrono::seconds lifetime);

  HttpClient& http_;
  PayPalSettings settings_;
  mutable std::mutex mutex_;  // the event loops share one token
  std::string token_;
  std::chrono::steady_clock::time_point token_ends_{};
};

// The two halves of each call, without a socket; the token is added when it is made.
orders::Outcome<HttpCall> paypal_checkout_call(const PayPalSettings& settings, const CheckoutWanted& wanted);
orders::Outcome<Checkout> read_paypal_checkout(const PayPalSettings& settings, const HttpAnswer& answer);
HttpCall paypal_capture_call(const PayPalSettings& settings, std::string_view object_id,
                             std::string_view idempotency_key);
orders::Done read_paypal_capture(const HttpAnswer& answer);
orders::Outcome<HttpCall> paypal_verify_call(const PayPalSettings& settings,
                                             const PayPalTransmission& headers, std::string_view raw_body);
orders::Outcome<bool> read_paypal_verification(const HttpAnswer& answer);

}  // namespace outbox
