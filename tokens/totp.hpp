#pragma once

#include "orders/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tokens {

// One-time codes by the clock (RFC 6238), by liboath: SHA-1, six digits, steps of 30 s, which every
// authenticator app takes.

std::string mint_totp_secret();                  // 20 random bytes
std::string totp_text(std::string_view secret);  // base 32 (RFC 4648 section 6) without padding, to be typed
// "otpauth://totp/…" as authenticator apps read it from a QR code.
std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view account);

// The time step whose code this is: now's, the one before or the one after, since clocks differ. nullopt for
// any other.
std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, orders::Instant now);

}  // namespace tokens
