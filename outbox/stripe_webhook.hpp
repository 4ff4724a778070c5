#pragma once

#include "orders/outcome.hpp"
#include "outbox/payment.hpp"

#include <chrono>
#include <span>
#include <string>
#include <string_view>

namespace outbox {

// Whether Stripe sent exactly these bytes, now: the header `Stripe-Signature` holds a time within `tolerance`
// and, under one of the secrets, the HMAC-SHA-256 of "<time>.<body>" (docs.stripe.com/webhooks/signature).
bool verify_stripe_signature(std::string_view raw_body, std::string_view header,
                             std::span<const std::string> secrets, orders::Instant now,
                             std::chrono::seconds tolerance = std::chrono::seconds{300});

// Reads a verified event. `invalid` when it is not an event of Stripe's at all, or lacks what its kind needs.
orders::Outcome<ProviderEvent> parse_stripe_event(std::string_view raw_body);

}  // namespace outbox
