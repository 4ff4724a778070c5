#pragma once

#include "tokens/hash.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace tokens {

// The chain of evidence of a shop: each event's hash covers the one before it, so that nothing in the past
// can be changed, taken out or put in between without every later hash being another.

// What the first event follows: SHA-256("claimcheck/genesis/v1" 00 shop_id).
Hash genesis(std::string_view shop_id);

// SHA-256("claimcheck/evidence/v1" 00 previous event), the event in canonical JSON.
Hash chain(const Hash& previous, std::string_view canonical_event);

// Random, of one commitment alone and kept beside what it covers: when both are erased, no guess at the short
// texts of a person can be tried against the hash that stays in the chain.
using Salt = std::array<std::uint8_t, 16>;

// What an event says of the personal data beside it: SHA-256("claimcheck/pii/v1" 00 salt canonical).
Hash personal_commitment(const Salt& salt, std::string_view canonical);

// What an event says of the stored row of its decision, signature or payment, which a change of that row
// would give away: SHA-256("claimcheck/row/v1" 00 salt canonical).
Hash row_commitment(const Salt& salt, std::string_view canonical);

}  // namespace tokens
