#include "tokens/password.hpp"

#include "tokens/sodium.hpp"

#include <array>
#include <new>

namespace tokens {
namespace {

constexpr auto passes = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr auto memory = crypto_pwhash_MEMLIMIT_INTERACTIVE;

}  // namespace

std::string hash_password(std::string_view password) {
  sodium_ready();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), passes, memory) != 0)
    throw std::bad_alloc{};
  return hash.data();
}

bool verify_password(std::string_view hash, std::string_view password) {
  sodium_ready();
  return crypto_pwhash_str_verify(std::string(hash).c_str(), password.data(), password.size()) == 0;
}

bool needs_rehash(std::string_view hash) {
  sodium_ready();
  return crypto_pwhash_str_needs_rehash(std::string(hash).c_str(), passes, memory) != 0;
}

}  // namespace tokens
