#pragma once

#include "tokens/keys.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tokens {

// The secret in a customer's link: 31 characters of lower-case Crockford base 32: one for the key id, 26 for
// 130 random bits, four for a 20-bit keyed check that lets a guess be refused without a look-up. No
// operator<<, no formatter, no conversion to string, so that it cannot slip into a log line or a statement.
class Code {
 public:
  static constexpr std::size_t length = 31;

  static Code mint(const KeyRing& keys);
  // The top 130 bits of `random` under key `kid`; for `mint` and known answers.
  static Code from_random(int kid, std::span<const std::uint8_t, 17> random, const KeyRing& keys);
  // What stands behind /t/ in a request target, still percent-encoded. Case-insensitive; o reads as 0, i and
  // l as 1; up to three trailing characters that mail and chat add are forgiven, also percent-encoded.
  // nullopt for anything that was not minted under one of the keys.
  static std::optional<Code> parse(std::string_view from_url, const KeyRing& keys);
  // The same text as `reveal` gives of what `parse` reads, also where the check is wrong.
  using Text = std::array<char, length>;
  static std::optional<Text> spelled(std::string_view from_url);

  std::string reveal() const { return {text_.data(), text_.size()}; }
  // SHA-256("claimcheck/link-id/v1" 00 kid+body): the primary key under which the store knows the link.
  Hash link_id() const;
  int kid() const;

 private:
  Code() = default;
  Text text_{};
};

// First 16 hex digits of the link id: names a link in logs without opening it.
std::string fingerprint(const Hash& link_id);

}  // namespace tokens
