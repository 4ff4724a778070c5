#pragma once

#include "tokens/keys.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tokens {

// What deliveries to a shop's own system are signed with, after the Standard Webhooks specification
// (standardwebhooks.com): "whsec_" and 32 random bytes in base 64.
std::string mint_webhook_secret();

// HMAC-SHA-256 of `id.timestamp.body` as it stands in the header webhook-signature: "v1," and base 64.
// nullopt when the secret is none.
std::optional<std::string> sign_webhook(std::string_view secret, std::string_view id,
                                        std::int64_t unix_seconds, std::string_view body);

// Sealed for the store: opens for the same endpoint alone. Ids as text.
std::string seal_webhook_secret(const KeyRing& keys, std::string_view secret, std::string_view shop,
                                std::string_view endpoint);
std::optional<std::string> open_webhook_secret(const KeyRing& keys, std::string_view sealed,
                                               std::string_view shop, std::string_view endpoint);

}  // namespace tokens
