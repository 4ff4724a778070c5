#include "views/colour.hpp"

#include <fmt/format.h>
#include <array>
#include <charconv>
#include <cmath>

namespace views {
namespace {

constexpr Colour white{255, 255, 255};

double luminance(Colour colour) {
  static const auto linear = [] {
    std::array<double, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
      const double c = static_cast<double>(i) / 255;
      table[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    }
    return table;
  }();
  return 0.2126 * linear[colour.red] + 0.7152 * linear[colour.green] + 0.0722 * linear[colour.blue];
}

Colour mix(Colour from, Colour to, int percent) {
  const auto channel = [percent](int a, int b) {
    return static_cast<std::uint8_t>(a + (b - a) * percent / 100);
  };
  return {channel(from.red, to.red), channel(from.green, to.green), channel(from.blue, to.blue)};
}

}  // namespace

std::optional<Colour> Colour::parse(std::string_view text) {
  std::uint32_t value = 0;
  if (text.size() != 7 || text[0] != '#') return std::nullopt;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + 7, value, 16);
  if (error != std::errc{} || end != text.data() + 7) return std::nullopt;
  return Colour{static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8 & 0xff),
                static_cast<std::uint8_t>(value & 0xff)};
}

std::string Colour::text() const { return fmt::format("#{:02x}{:02x}{:02x}", red, green, blue); }

double contrast(Colour a, Colour b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

Surface surface(Colour wanted, Colour page, Colour dark) {
  const auto away = contrast(page, white) < contrast(page, {}) ? Colour{} : white;
  auto fill = wanted;
  for (int step = 1; contrast(fill, page) < 1.4 && step <= 100; ++step) fill = mix(wanted, away, step);
  const auto ink = contrast(fill, white) >= contrast(fill, dark) ? white : dark;
  const auto base = fill;
  for (int step = 1; contrast(fill, ink) < 4.5 && step <= 100; ++step)
    fill = mix(base, ink == white ? Colour{} : white, step);
  return {fill, ink};
}

BrandSurfaces brand_surfaces(std::string_view colour) {
  constexpr Colour dark_ink{0x14, 0x17, 0x1a};
  const auto wanted = Colour::parse(colour).value_or(house_colour);
  return {surface(wanted, light_page, dark_ink), surface(wanted, dark_page, dark_ink)};
}

}  // namespace views
