#include "tokens/seal.hpp"

#include "tokens/sodium.hpp"

namespace tokens {
namespace {

constexpr std::size_t nonce_at = 1, nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t cipher_at = nonce_at + nonce_size, tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// A zero stands between the parts: ids are text and hold none, so no two places read alike.
std::string context(const LinkPlace& place) {
  using namespace std::string_literals;
  return "claimcheck/code/v1\0"s + place.shop + '\0' + place.order + '\0' + place.link + '\0' + place.channel;
}

}  // namespace

std::string seal(const KeyRing& keys, KeyUse use, std::string_view plain, std::string_view context) {
  sodium_ready();
  const int kid = keys.newest();
  std::string sealed(cipher_at + plain.size() + tag_size, '\0');
  sealed[0] = static_cast<char>(kid);
  randombytes_buf(raw(sealed) + nonce_at, nonce_size);
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed) + cipher_at, nullptr, bytes(plain).data(),
                                             plain.size(), bytes(context).data(), context.size(), nullptr,
                                             raw(sealed) + nonce_at, keys.sub_key(kid, use).data());
  return sealed;
}

std::optional<std::string> open(const KeyRing& keys, KeyUse use, std::string_view sealed,
                                std::string_view context) {
  sodium_ready();
  if (sealed.size() < cipher_at + tag_size) return std::nullopt;
  const int kid = static_cast<unsigned char>(sealed[0]);
  if (!keys.has(kid)) return std::nullopt;
  std::string plain(sealed.size() - cipher_at - tag_size, '\0');
  const Bytes box = bytes(sealed);
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      raw(plain), nullptr, nullptr, box.data() + cipher_at, box.size() - cipher_at, bytes(context).data(),
      context.size(), box.data() + nonce_at, keys.sub_key(kid, use).data());
  if (failed != 0) return std::nullopt;
  return plain;
}

std::string seal_code(const KeyRing& keys, const Code& code, const LinkPlace& place) {
  return seal(keys, KeyUse::seal, code.reveal(), context(place));
}

std::optional<Code> open_code(const KeyRing& keys, std::string_view sealed, const LinkPlace& place) {
  const auto text = open(keys, KeyUse::seal, sealed, context(place));
  return text ? Code::parse(*text, keys) : std::nullopt;
}

}  // namespace tokens
