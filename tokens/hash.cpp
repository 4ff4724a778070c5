#include "tokens/hash.hpp"

#include "tokens/sodium.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <memory>
#include <stdexcept>
#include <vector>

namespace tokens {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// One thread's HMAC. Taking a key costs as much as the rest of a short text's, and most that comes together
// is under one key: so it keeps the last.
class Hmac {
 public:
  Hmac() {
    static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    context_.reset(EVP_MAC_CTX_new(algorithm));
    char digest[] = "SHA256";
    const std::array with{OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                          OSSL_PARAM_construct_end()};
    if (!context_ || EVP_MAC_CTX_set_params(context_.get(), with.data()) != 1) fail();
  }
  ~Hmac() { sodium_memzero(key_.data(), key_.size()); }
  Hmac(const Hmac&) = delete;
  Hmac& operator=(const Hmac&) = delete;

  Hash of(Bytes key, Bytes data) {
    Hash hash;
    std::size_t size = 0;
    if (!take(key) || EVP_MAC_update(context_.get(), data.data(), data.size()) != 1 ||
        EVP_MAC_final(context_.get(), hash.data(), &size, hash.size()) != 1)
      fail();
    return hash;
  }

 private:
  struct Free {
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
  };

  bool take(Bytes key) {
    if (keyed_ && equal_constant_time(key_, key))
      return EVP_MAC_init(context_.get(), nullptr, 0, nullptr) == 1;
    sodium_memzero(key_.data(), key_.size());
    key_.assign(key.begin(), key.end());
    static constexpr std::uint8_t nothing = 0;  // no key at all would mean the last one
    keyed_ = EVP_MAC_init(context_.get(), key.empty() ? &nothing : key.data(), key.size(), nullptr) == 1;
    return keyed_;
  }
  [[noreturn]] static void fail() { throw std::runtime_error("OpenSSL cannot compute HMAC-SHA-256"); }

  std::unique_ptr<EVP_MAC_CTX, Free> context_;
  std::vector<std::uint8_t> key_;
  bool keyed_ = false;
};

}  // namespace

Hash sha256(Bytes data) {
  // Fetching an algorithm and making a context cost four times what hashing a short text does.
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
  Hash hash;
  if (!algorithm || !context || EVP_DigestInit_ex2(context.get(), algorithm, nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), data.data(), data.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), hash.data(), nullptr) != 1)
    throw std::runtime_error("OpenSSL cannot compute SHA-256");
  return hash;
}

Hash hmac_sha256(Bytes key, Bytes data) {
  thread_local Hmac hmac;
  return hmac.of(key, data);
}

std::array<std::uint8_t, 16> siphash(const std::array<std::uint8_t, 16>& key, Bytes data) {
  std::array<std::uint8_t, 16> hash;
  crypto_shorthash_siphashx24(hash.data(), data.data(), data.size(), key.data());
  return hash;
}

std::string hex(Bytes data) {
  std::string text(data.size() * 2 + 1, '\0');  // libsodium ends it with a zero
  sodium_bin2hex(text.data(), text.size(), data.data(), data.size());
  text.pop_back();
  return text;
}

std::optional<std::string> from_hex(std::string_view text) {
  std::string data(text.size() / 2, '\0');
  const int failed = sodium_hex2bin(reinterpret_cast<unsigned char*>(data.data()), data.size(), text.data(),
                                    text.size(), nullptr, nullptr, nullptr);
  if (failed != 0) return std::nullopt;
  return data;
}

bool equal_constant_time(Bytes a, Bytes b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

void random_bytes(std::span<std::uint8_t> out) {
  sodium_ready();
  randombytes_buf(out.data(), out.size());
}

}  // namespace tokens
