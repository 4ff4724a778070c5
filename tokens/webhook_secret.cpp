#include "tokens/webhook_secret.hpp"

#include "tokens/base64.hpp"
#include "tokens/seal.hpp"

namespace tokens {
namespace {

constexpr std::string_view prefix = "whsec_";
std::string context(std::string_view shop, std::string_view endpoint) {
  using namespace std::string_literals;
  return "claimcheck/webhook/v1\0"s.append(shop) + '\0' + std::string(endpoint);
}

}  // namespace

std::string mint_webhook_secret() {
  Hash random{};
  random_bytes(random);
  return std::string(prefix) + base64(random);
}

std::optional<std::string> sign_webhook(std::string_view secret, std::string_view id,
                                        std::int64_t unix_seconds, std::string_view body) {
  if (!secret.starts_with(prefix)) return std::nullopt;
  const auto key = from_base64(secret.substr(prefix.size()));
  if (!key || key->empty()) return std::nullopt;
  const auto content = std::string(id) + '.' + std::to_string(unix_seconds) + '.' + std::string(body);
  return "v1," + base64(hmac_sha256(bytes(*key), bytes(content)));
}

std::string seal_webhook_secret(const KeyRing& keys, std::string_view secret, std::string_view shop,
                                std::string_view endpoint) {
  return seal(keys, KeyUse::seal, secret, context(shop, endpoint));
}

std::optional<std::string> open_webhook_secret(const KeyRing& keys, std::string_view sealed,
                                               std::string_view shop, std::string_view endpoint) {
  return open(keys, KeyUse::seal, sealed, context(shop, endpoint));
}

}  // namespace tokens
