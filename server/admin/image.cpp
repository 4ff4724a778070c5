#include "server/admin/image.hpp"

#include <cstddef>

namespace server {

namespace {

using namespace std::string_view_literals;

unsigned byte(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }
int big16(std::string_view b, std::size_t at) { return static_cast<int>(byte(b, at) << 8 | byte(b, at + 1)); }
int little16(std::string_view b, std::size_t at) {
  return static_cast<int>(byte(b, at + 1) << 8 | byte(b, at));
}
int little24(std::string_view b, std::size_t at) {
  return little16(b, at) | static_cast<int>(byte(b, at + 2) << 16);
}

std::optional<ImageHeader> png(std::string_view bytes) {
  if (bytes.size() < 24 || bytes.substr(12, 4) != "IHDR") return std::nullopt;
  // More than 65,535 pixels a side is refused as too large anyway; the upper half only has to be kept
  // non-zero.
  const auto side = [&](std::size_t at) { return big16(bytes, at) ? 65535 : big16(bytes, at + 2); };
  return ImageHeader{"image/png", side(16), side(20)};
}

// Segments follow each other, each with its length, until the first frame header (SOF0 to SOF15).
std::optional<ImageHeader> jpeg(std::string_view bytes) {
  for (std::size_t at = 2; at + 9 <= bytes.size();) {
    if (byte(bytes, at) != 0xff) return std::nullopt;
    const auto marker = byte(bytes, at + 1);
    const bool is_frame =
        marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    if (is_frame) return ImageHeader{"image/jpeg", big16(bytes, at + 7), big16(bytes, at + 5)};
    at += 2 + static_cast<std::size_t>(big16(bytes, at + 2));
  }
  return std::nullopt;
}

std::optional<ImageHeader> webp(std::string_view bytes) {
  if (bytes.size() < 30) return std::nullopt;
  const auto chunk = bytes.substr(12, 4);
  if (chunk == "VP8X") return ImageHeader{"image/webp", little24(bytes, 24) + 1, little24(bytes, 27) + 1};
  if (chunk == "VP8 ")
    return ImageHeader{"image/webp", little16(bytes, 26) & 0x3fff, little16(bytes, 28) & 0x3fff};
  if (chunk != "VP8L") return std::nullopt;
  const int width = (little16(bytes, 21) & 0x3fff) + 1;
  const int height = ((little24(bytes, 22) >> 6) & 0x3fff) + 1;
  return ImageHeader{"image/webp", width, height};
}

}  // namespace

std::optional<ImageHeader> read_image_header(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return png(bytes);
  if (bytes.starts_with("\xff\xd8\xff"sv)) return jpeg(bytes);
  if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP") return webp(bytes);
  return std::nullopt;
}

}  // namespace server
