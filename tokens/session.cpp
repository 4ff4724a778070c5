#include "tokens/session.hpp"

#include "tokens/base32.hpp"
#include "tokens/base64.hpp"

#include <algorithm>

namespace tokens {
namespace {

constexpr std::size_t secret_length = 26;

constexpr char letter(Entrance by) { return by == Entrance::link ? 'k' : 'p'; }

SessionSecret secret(std::string text, Entrance by) {
  using namespace std::string_literals;
  const auto labelled = "claimcheck/session/v1\0"s + text;
  return {std::move(text), sha256(bytes(labelled)), by};
}

Hash csrf_mac(const Hash& key, const Hash& session) {
  using namespace std::string_literals;
  auto message = "claimcheck/csrf/v1\0"s;
  message.append(session.begin(), session.end());
  return hmac_sha256(key, bytes(message));
}

}  // namespace

SessionSecret mint_session(Entrance by) { return secret(letter(by) + random_base32(secret_length), by); }

std::optional<SessionSecret> parse_session(std::string_view text) {
  if (text.empty() || !is_base32(text.substr(1), secret_length)) return std::nullopt;
  for (const auto by : {Entrance::password, Entrance::link})
    if (text.front() == letter(by)) return secret(std::string(text), by);
  return std::nullopt;
}

std::string csrf_token(const KeyRing& keys, const Hash& session) {
  return base64url(csrf_mac(keys.sub_key(keys.newest(), KeyUse::form), session));
}

// Under any key that is held: one may have been added since the page was made.
bool is_csrf_token(const KeyRing& keys, std::string_view text, const Hash& session) {
  const auto sent = from_base64url(text);
  return sent && std::ranges::any_of(keys.kids(), [&](int kid) {
           return equal_constant_time(bytes(*sent), csrf_mac(keys.sub_key(kid, KeyUse::form), session));
         });
}

}  // namespace tokens
