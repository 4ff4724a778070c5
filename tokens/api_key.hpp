#pragma once

#include "tokens/hash.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tokens {

// An integrator's bearer key, cc_live_<8 id characters>_<32 secret characters>, Crockford base 32. The prefix
// is for secret scanners, the id part for logs and look-up; only the hash of the whole is kept.
struct MintedApiKey {
  std::string text;       // shown once
  std::string public_id;  // 8 characters
  Hash hash{};
};
MintedApiKey mint_api_key();

struct PresentedApiKey {
  std::string public_id;
  Hash hash{};
};
std::optional<PresentedApiKey> parse_api_key(std::string_view text);

// A one-time secret for a sign-in or invitation link: 26 characters, 130 bits. Kept as its hash.
struct OneTimeToken {
  std::string text;
  Hash hash{};
};
OneTimeToken mint_one_time_token();
std::optional<Hash> hash_one_time_token(std::string_view text);

}  // namespace tokens
