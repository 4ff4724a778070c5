#include "tokens/base32.hpp"

#include <array>
#include <cstdint>

namespace tokens {
namespace {

constexpr std::array<std::int8_t, 256> values = [] {
  std::array<std::int8_t, 256> table{};
  table.fill(-1);
  const auto set = [&](char c, std::size_t value) {
    table[static_cast<unsigned char>(c)] = static_cast<std::int8_t>(value);
    if (c >= 'a' && c <= 'z')
      table[static_cast<unsigned char>(c - 'a' + 'A')] = static_cast<std::int8_t>(value);
  };
  for (std::size_t value = 0; value < base32_alphabet.size(); ++value) set(base32_alphabet[value], value);
  set('o', 0);
  set('i', 1);
  set('l', 1);
  return table;
}();

}  // namespace

int base32_value(char c) { return values[static_cast<unsigned char>(c)]; }

void base32_encode(Bytes data, std::span<char> out) {
  std::uint32_t held = 0;
  unsigned bits = 0;
  std::size_t next = 0;
  for (char& c : out) {
    if (bits < 5) {
      held = (held << 8 | data[next++]) & 0xffff;
      bits += 8;
    }
    bits -= 5;
    c = base32_alphabet[held >> bits & 31];
  }
}

std::string random_base32(std::size_t length) {
  std::string text(length, '\0');
  random_bytes({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
  for (char& c : text) c = base32_alphabet[static_cast<unsigned char>(c) & 31];  // 32 divides 256: no bias
  return text;
}

bool is_base32(std::string_view text, std::size_t length) {
  return text.size() == length && text.find_first_not_of(base32_alphabet) == text.npos;
}

}  // namespace tokens
