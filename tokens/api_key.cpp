#include "tokens/api_key.hpp"

#include "tokens/base32.hpp"

namespace tokens {
namespace {

constexpr std::string_view prefix = "cc_live_";
constexpr std::size_t id_length = 8, secret_length = 32, token_length = 26;

}  // namespace

MintedApiKey mint_api_key() {
  MintedApiKey key;
  key.public_id = random_base32(id_length);
  key.text = std::string(prefix) + key.public_id + '_' + random_base32(secret_length);
  key.hash = sha256(bytes(key.text));
  return key;
}

std::optional<PresentedApiKey> parse_api_key(std::string_view text) {
  if (!text.starts_with(prefix)) return std::nullopt;
  const auto rest = text.substr(prefix.size());
  if (rest.size() != id_length + 1 + secret_length || rest[id_length] != '_') return std::nullopt;
  const auto id = rest.substr(0, id_length);
  if (!is_base32(id, id_length) || !is_base32(rest.substr(id_length + 1), secret_length)) return std::nullopt;
  return PresentedApiKey{std::string(id), sha256(bytes(text))};
}

OneTimeToken mint_one_time_token() {
  OneTimeToken token;
  token.text = random_base32(token_length);
  token.hash = sha256(bytes(token.text));
  return token;
}

std::optional<Hash> hash_one_time_token(std::string_view text) {
  if (!is_base32(text, token_length)) return std::nullopt;
  return sha256(bytes(text));
}

}  // namespace tokens
