#pragma once

#include "tokens/hash.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tokens {

// Base 64 for URLs, without padding (RFC 4648, section 5).
std::string base64url(Bytes data);
// nullopt for anything that `base64url` would not have written.
std::optional<std::string> from_base64url(std::string_view text);

// The common base 64, with + and / and padded (RFC 4648, section 4), and the same back.
std::string base64(Bytes data);
std::optional<std::string> from_base64(std::string_view text);

}  // namespace tokens
