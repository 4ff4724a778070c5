#pragma once

#include <string>
#include <string_view>

namespace views {

// A QR code (ISO/IEC 18004, error correction M or better) with the quiet zone of four modules around it,
// black on white in any surroundings. Throws std::length_error for a text that no code can hold (2,331
// bytes).

std::string qr_svg(std::string_view text, std::string_view label);  // `label` is what a screen reader says
std::string qr_png(std::string_view text, int module_px);           // 1 to 32 pixels a module

}  // namespace views
