#include "orders/id.hpp"

namespace orders {
namespace {

constexpr std::string_view digits = "0123456789abcdef";
constexpr std::size_t text_length = 36;

constexpr bool is_hyphen_place(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

std::optional<std::uint8_t> nibble(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
  return std::nullopt;
}

}  // namespace

std::string uuid_text(const Uuid& uuid) {
  std::string text;
  text.reserve(text_length);
  for (const auto byte : uuid) {
    if (is_hyphen_place(text.size())) text += '-';
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::optional<Uuid> parse_uuid(std::string_view text) {
  if (text.size() != text_length) return std::nullopt;
  Uuid uuid{};
  std::size_t read = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_hyphen_place(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const auto value = nibble(text[i]);
    if (!value) return std::nullopt;
    auto& byte = uuid[read++ / 2];
    byte = static_cast<std::uint8_t>(byte << 4 | *value);
  }
  return uuid;
}

}  // namespace orders
