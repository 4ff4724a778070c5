#include "orders/text.hpp"

#include <cstdint>

namespace orders {
namespace {

struct Lead {
  std::size_t length = 0;  // 0: no character begins so
  std::uint32_t bits = 0;
};

Lead read_lead(unsigned char byte) {
  if (byte < 0x80) return {1, byte};
  if (byte >= 0xc2 && byte < 0xe0) return {2, byte & 0x1fu};
  if (byte >= 0xe0 && byte < 0xf0) return {3, byte & 0x0fu};
  if (byte >= 0xf0 && byte < 0xf5) return {4, byte & 0x07u};
  return {};
}

bool is_allowed(std::uint32_t point, std::size_t length) {
  if (point < 0x20) return point == '\n' || point == '\t';
  if (point >= 0x7f && point < 0xa0) return false;      // delete and the C1 controls
  if (point >= 0xd800 && point < 0xe000) return false;  // surrogates
  if (point > 0x10ffff) return false;
  return (length < 3 || point >= 0x800) && (length < 4 || point >= 0x10000);  // shortest form only
}

}  // namespace

bool is_plain_text(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = read_lead(static_cast<unsigned char>(text[i]));
    if (lead.length == 0 || lead.length > text.size() - i) return false;
    auto point = lead.bits;
    for (std::size_t k = 1; k < lead.length; ++k) {
      const auto byte = static_cast<unsigned char>(text[i + k]);
      if ((byte & 0xc0) != 0x80) return false;
      point = point << 6 | (byte & 0x3fu);
    }
    if (!is_allowed(point, lead.length)) return false;
    i += lead.length;
  }
  return true;
}

}  // namespace orders
