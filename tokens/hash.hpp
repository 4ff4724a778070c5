#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tokens {

using Bytes = std::span<const std::uint8_t>;
using Hash = std::array<std::uint8_t, 32>;

// The bytes of a text, to hash or to seal.
inline Bytes bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Hash sha256(Bytes data);                  // FIPS 180-4
Hash hmac_sha256(Bytes key, Bytes data);  // RFC 2104
// SipHash-2-4-128: tells texts apart as long as nobody knows the key; many times quicker than the others.
std::array<std::uint8_t, 16> siphash(const std::array<std::uint8_t, 16>& key, Bytes data);
std::string hex(Bytes data);                                 // lower case
std::optional<std::string> from_hex(std::string_view text);  // either case; nullopt on anything else
bool equal_constant_time(Bytes a, Bytes b);                  // by the length of the data alone
void random_bytes(std::span<std::uint8_t> out);              // from the operating system

}  // namespace tokens
