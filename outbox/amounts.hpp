#pragma once

#include "orders/money.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outbox {

// How the providers count money. nullopt where they cannot take the amount (a third decimal of a dinar, half
// a forint) or the text is none of theirs.

// Stripe counts in the currency's smallest unit, with exceptions (docs.stripe.com/currencies).
std::optional<std::int64_t> to_stripe(const orders::Money& amount);
std::optional<orders::Money> from_stripe(std::int64_t amount, std::string_view currency);  // "gbp"

// PayPal writes decimals: "50.00" (developer.paypal.com/reference/currency-codes).
std::optional<std::string> to_paypal(const orders::Money& amount);
std::optional<orders::Money> from_paypal(std::string_view value, std::string_view currency);

}  // namespace outbox
