#include "tokens/recovery_code.hpp"

#include "tokens/base32.hpp"

namespace tokens {
namespace {

constexpr std::size_t length = 16, group = 4;
constexpr int codes = 10;

Hash hash_of(const std::string& plain) { return sha256(bytes("claimcheck/recovery/v1 " + plain)); }

}  // namespace

std::vector<RecoveryCode> mint_recovery_codes() {
  std::vector<RecoveryCode> made;
  for (int i = 0; i < codes; ++i) {
    auto text = random_base32(length);
    const auto hash = hash_of(text);
    for (std::size_t at = length - group; at > 0; at -= group) text.insert(at, 1, '-');
    made.push_back({std::move(text), hash});
  }
  return made;
}

std::optional<Hash> hash_recovery_code(std::string_view typed) {
  std::string plain;
  for (const char c : typed) {
    if (c == '-' || c == ' ') continue;
    const int value = base32_value(c);
    if (value < 0 || plain.size() == length) return std::nullopt;
    plain += base32_alphabet[static_cast<std::size_t>(value)];
  }
  if (plain.size() != length) return std::nullopt;
  return hash_of(plain);
}

}  // namespace tokens
