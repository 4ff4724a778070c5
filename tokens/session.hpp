#pragma once

#include "tokens/hash.hpp"
#include "tokens/keys.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tokens {

// How somebody came in: whoever did it by a one-time link may choose a password without the old one.
enum class Entrance { password, link };

// What a member of staff's browser holds while they are signed in: 27 characters, 130 random bits behind one
// that says how they came in. Kept as its hash.
struct SessionSecret {
  std::string text;
  Hash hash{};
  Entrance by = Entrance::password;
};
SessionSecret mint_session(Entrance by);
std::optional<SessionSecret> parse_session(std::string_view text);

// What every form of a session carries, so that no other site can send one: an HMAC over the session's hash
// under the newest key.
std::string csrf_token(const KeyRing& keys, const Hash& session);
bool is_csrf_token(const KeyRing& keys, std::string_view text, const Hash& session);

}  // namespace tokens
