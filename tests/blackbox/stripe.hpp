#pragma once

#include "tests/blackbox/shop.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

// What Stripe tells by webhook, and how it signs it: https://docs.stripe.com/webhooks#verify-manually.
namespace harness {

inline const std::string stripe_secret = "whsec_first_of_two", stripe_new_secret = "whsec_second_of_two";
// A shop that takes payments; both secrets are live, as while one replaces the other.
Environment with_stripe(Environment more = {});

// Amounts are in the currency's own units, its code in lower case as Stripe writes it.
struct StripeMoney {
  std::int64_t amount = 0;
  std::string currency = "gbp";
};
std::string paid_event(std::string_view id, std::string_view session, std::string_view intent,
                       const StripeMoney& money);
// "refund.created", "charge.dispute.closed" and their like, about an object of that state.
std::string event_after(std::string_view id, std::string_view type, std::string_view object,
                        std::string_view intent, std::string_view status, const StripeMoney& money);

// The value of Stripe-Signature.
std::string stripe_signature(std::string_view body, std::string_view secret,
                             std::chrono::seconds ago = std::chrono::seconds{0});
// The delivery as bytes, for a connection that is kept.
std::string webhook_bytes(std::string_view shop, std::string_view body, std::string_view signature);

// Opens a checkout for every order whose number begins so, as if its customer had gone to pay; with no
// service running. Its session is called "cs_", the kind, "_" and the order's number.
void plant_checkouts(const RepairShop& shop, std::string_view numbers, std::string_view kind,
                     const StripeMoney& money);

}  // namespace harness
