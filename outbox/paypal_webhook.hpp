#pragma once

#include "orders/outcome.hpp"
#include "outbox/payment.hpp"

#include <string_view>

namespace outbox {

// Reads a verified event of PayPal's. `invalid` when it is none at all, or lacks what its kind needs.
orders::Outcome<ProviderEvent> parse_paypal_event(std::string_view raw_body);

}  // namespace outbox
