#include "tokens/code.hpp"

#include "tokens/base32.hpp"

#include <algorithm>

namespace tokens {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t body_end = 27;  // key id and 26 characters of random bits; the check follows

// The check of a code that begins with these 27 characters: the top 20 bits of the keyed hash.
std::array<char, 4> check(std::string_view kid_and_body, const Hash& key) {
  static constexpr auto label = "claimcheck/link/v1\0"sv;
  std::array<char, label.size() + body_end> message;
  std::ranges::copy(kid_and_body, std::ranges::copy(label, message.begin()).out);
  const Hash mac = hmac_sha256(key, bytes({message.data(), message.size()}));
  std::array<char, 4> digits;
  base32_encode(mac, digits);
  return digits;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// What mail and chat programs leave behind a link: the full stop of the sentence, a closing bracket, *bold*.
bool forgiven(std::string_view rest) {
  static constexpr auto punctuation = ".,;:!?)]}>'\"*_~-"sv;
  int characters = 0;
  while (!rest.empty()) {
    char c = rest.front();
    if (c == '%') {
      if (rest.size() < 3 || hex_digit(rest[1]) < 0 || hex_digit(rest[2]) < 0) return false;
      c = static_cast<char>(hex_digit(rest[1]) << 4 | hex_digit(rest[2]));
      rest.remove_prefix(2);
    }
    rest.remove_prefix(1);
    if (punctuation.find(c) == punctuation.npos || ++characters > 3) return false;
  }
  return true;
}

}  // namespace

Code Code::mint(const KeyRing& keys) {
  std::array<std::uint8_t, 17> random;
  random_bytes(random);
  return from_random(keys.newest(), random, keys);
}

Code Code::from_random(int kid, std::span<const std::uint8_t, 17> random, const KeyRing& keys) {
  Code code;
  code.text_[0] = base32_alphabet.at(static_cast<std::size_t>(kid));
  base32_encode(random, std::span{code.text_}.subspan(1, body_end - 1));
  const auto digits = check({code.text_.data(), body_end}, keys.sub_key(kid, KeyUse::check));
  std::ranges::copy(digits, code.text_.begin() + body_end);
  return code;
}

std::optional<Code::Text> Code::spelled(std::string_view from_url) {
  if (from_url.size() < length) return std::nullopt;
  Text text;
  for (std::size_t i = 0; i < length; ++i) {
    const int value = base32_value(from_url[i]);
    if (value < 0) return std::nullopt;
    text[i] = base32_alphabet[static_cast<std::size_t>(value)];
  }
  if (!forgiven(from_url.substr(length))) return std::nullopt;
  return text;
}

std::optional<Code> Code::parse(std::string_view from_url, const KeyRing& keys) {
  const auto spelt = spelled(from_url);
  if (!spelt) return std::nullopt;
  Code code;
  code.text_ = *spelt;
  if (!keys.has(code.kid())) return std::nullopt;
  const std::string_view text{code.text_.data(), length};
  const auto expected = check(text.substr(0, body_end), keys.sub_key(code.kid(), KeyUse::check));
  if (!equal_constant_time(bytes({expected.data(), expected.size()}), bytes(text.substr(body_end))))
    return std::nullopt;
  return code;
}

Hash Code::link_id() const {
  static constexpr auto label = "claimcheck/link-id/v1\0"sv;
  std::array<char, label.size() + body_end> message;
  std::copy_n(text_.begin(), body_end, std::ranges::copy(label, message.begin()).out);
  return sha256(bytes({message.data(), message.size()}));
}

int Code::kid() const { return base32_value(text_[0]); }

std::string fingerprint(const Hash& link_id) { return hex(Bytes{link_id}.first(8)); }

}  // namespace tokens
