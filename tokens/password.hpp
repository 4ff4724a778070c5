#pragma once

#include <string>
#include <string_view>

namespace tokens {

// Argon2id (RFC 9106) by libsodium, 64 MiB and two passes. The text holds salt and cost beside the hash.
// Takes about 100 ms and as much memory as it says: never on an event loop. Throws std::bad_alloc when memory
// is short.
std::string hash_password(std::string_view password);

// Whether `password` is the one that was hashed; false for a text that is no hash. Takes as long as hashing.
bool verify_password(std::string_view hash, std::string_view password);

// Whether a hash was made at another cost than today's and should be made anew at the next sign-in. Instant.
bool needs_rehash(std::string_view hash);

}  // namespace tokens
