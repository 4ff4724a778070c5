#pragma once

#include "orders/money.hpp"
#include "orders/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace outbox {

// What the customer shall pay, on the provider's own page: no card number ever touches ours.
struct CheckoutWanted {
  // Ours, given to the provider and sent back with its events.
  std::string shop_id = {}, order_id = {}, checkout_id = {};
  std::string number = {};  // of the order, as the customer knows it
  std::string shop_name = {};
  std::string kind = {};  // "deposit" or "balance"
  orders::Money amount{};
  std::string description = {};  // one line for the provider's page, in the customer's language
  std::string success_url = {}, cancel_url = {};
  std::string idempotency_key = {};  // with all else the same it makes one checkout, however often asked for
  std::string locale = {};           // BCP 47
  std::string customer_email = {};   // empty: the provider asks
  std::optional<orders::Instant> expires_at = {};  // Stripe: 30 minutes to 24 hours from now
};

// The provider's page that was opened.
struct Checkout {
  std::string provider = {};   // "stripe" or "paypal"
  std::string object_id = {};  // Stripe's Checkout Session, PayPal's order
  std::string url = {};        // where the customer pays
  orders::Instant expires_at{};
};

// What a provider's webhook says happened, in our words.
struct ProviderEvent {
  enum class Kind {
    ignored,        // nothing to do; answer 2xx
    approved,       // PayPal: the customer agreed, the money is to be captured now
    paid,           // money came in
    refunded,       // money went back, in part or in whole: `amount` of this one refund
    refund_failed,  // a refund counted before came back to the shop
    disputed,       // the customer's bank asks for the money back
    dispute_won,    // it stays with the shop
    dispute_lost,
    expired  // the checkout ended without money
  };
  std::string provider = {};
  std::string event_id = {};  // unique with the provider; a delivery that was seen has the same
  std::string type = {};      // in the provider's words
  Kind kind = Kind::ignored;
  std::string object_id = {};   // Stripe's Checkout Session, PayPal's order; empty where the event lacks it
  std::string payment_id = {};  // Stripe's payment intent, PayPal's capture
  std::string counter_id = {};  // the refund or the dispute
  std::optional<orders::Money> amount = {};  // nullopt: none is told, or in no currency or unit of ours
  // As CheckoutWanted gave them; empty where the provider does not repeat them: find the payment by its id.
  std::string shop_ref = {}, order_ref = {}, checkout_ref = {};
  orders::Instant at{};

  // What the event is about. With provider and kind it is unique in the ledger, because providers tell the
  // same thing in several events.
  std::string_view subject() const {
    if (!counter_id.empty()) return counter_id;
    const bool about_money = kind == Kind::paid && !payment_id.empty();
    return about_money || object_id.empty() ? payment_id : object_id;
  }
};

}  // namespace outbox
