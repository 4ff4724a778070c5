#pragma once

#include <optional>
#include <string_view>

namespace server {

// What the header of a picture says; the pixels are never decoded here.
struct ImageHeader {
  std::string_view media_type;
  int width = 0, height = 0;  // pixels
};

// PNG (W3C, IHDR), JPEG (ITU-T T.81, the frame header) or WebP (RFC 9649), told by their first bytes; nullopt
// for anything else.
std::optional<ImageHeader> read_image_header(std::string_view bytes);

}  // namespace server
