#pragma once

#include "tokens/code.hpp"
#include "tokens/keys.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tokens {

// XChaCha20-Poly1305 (libsodium) under the newest key's sub-key for `use`. Layout: key id (1 byte), nonce
// (24), ciphertext and tag. `context` is authenticated and must be the same when opened.
std::string seal(const KeyRing& keys, KeyUse use, std::string_view plain, std::string_view context);
std::optional<std::string> open(const KeyRing& keys, KeyUse use, std::string_view sealed,
                                std::string_view context);

// Where a sealed code belongs: it opens nowhere else. Ids as text.
struct LinkPlace {
  std::string shop, order, link, channel;
};
std::string seal_code(const KeyRing& keys, const Code& code, const LinkPlace& place);
std::optional<Code> open_code(const KeyRing& keys, std::string_view sealed, const LinkPlace& place);

}  // namespace tokens
