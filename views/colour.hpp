#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace views {

// An sRGB colour, and how well two of them read on each other (WCAG 2.2, relative luminance and contrast
// ratio).
struct Colour {
  std::uint8_t red = 0, green = 0, blue = 0;
  static std::optional<Colour> parse(std::string_view text);  // "#rrggbb"
  std::string text() const;
  friend bool operator==(const Colour&, const Colour&) = default;
};

inline constexpr Colour house_colour{0x1d, 0x4f, 0x5c};  // of a shop that has chosen none

double contrast(Colour a, Colour b);  // 1 to 21

// A surface in a shop's colour and the ink that reads on it.
struct Surface {
  Colour fill{}, ink{};
};

// `wanted`, moved no further than needed: it stands out from `page` by 1.4 or more, and white or `dark` reads
// on it at 4.5 or more.
Surface surface(Colour wanted, Colour page, Colour dark);

// A shop's colour ("#rrggbb", empty for ours) on our pages, in light and in dark.
inline constexpr Colour light_page{0xf5, 0xf5, 0xf3}, dark_page{0x13, 0x15, 0x18};  // as page.css has them
struct BrandSurfaces {
  Surface light{}, dark{};
};
BrandSurfaces brand_surfaces(std::string_view colour);

}  // namespace views
