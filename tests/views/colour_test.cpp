#include "views/colour.hpp"
#include "views/assets.hpp"

#include <doctest/doctest.h>

using views::Colour, views::contrast;

namespace {

// What a browser would read from the sheet: the last value given in the light and in the dark block.
Colour value(const std::string& css, const std::string& property, bool dark) {
  const auto last = css.rfind("@media screen and (prefers-color-scheme:dark){:root{--brand");
  const auto at = dark ? css.find(property + ":", last) : css.rfind(property + ":", last);
  return *Colour::parse(std::string_view{css}.substr(at + property.size() + 1, 7));
}

}  // namespace

TEST_SUITE("views/colour") {
  TEST_CASE("contrast is what WCAG says it is") {
    CHECK(contrast({255, 255, 255}, {}) == doctest::Approx(21));
    CHECK(contrast({0x76, 0x76, 0x76}, {255, 255, 255}) == doctest::Approx(4.54).epsilon(0.002));
    CHECK(contrast({1, 2, 3}, {1, 2, 3}) == doctest::Approx(1));
  }

  TEST_CASE("any brand colour reads at 4.5:1 in light and in dark") {
    for (int red = 0; red < 256; red += 17)
      for (int green = 0; green < 256; green += 17)
        for (int blue = 0; blue < 256; blue += 17) {
          const Colour brand{static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
                             static_cast<std::uint8_t>(blue)};
          for (const auto page : {Colour{0xf5, 0xf5, 0xf3}, Colour{0x13, 0x15, 0x18}}) {
            const auto made = views::surface(brand, page, {0x14, 0x17, 0x1a});
            if (contrast(made.fill, made.ink) < 4.5 || contrast(made.fill, page) < 1.35)
              FAIL_CHECK(brand.text(), " became ", made.fill.text(), " under ", made.ink.text());
          }
        }
  }

  TEST_CASE("a colour that reads already is left as it is") {
    const auto made = views::surface(*Colour::parse("#0f5f6e"), {0xf5, 0xf5, 0xf3}, {0x14, 0x17, 0x1a});
    CHECK(made.fill.text() == "#0f5f6e");
    CHECK(made.ink.text() == "#ffffff");
  }

  TEST_CASE("the style carries the shop's colour, and only a colour") {
    const auto css = views::stylesheet("#ffcc00");
    CHECK(contrast(value(css, "--brand", false), value(css, "--on-brand", false)) >= 4.5);
    CHECK(contrast(value(css, "--brand", true), value(css, "--on-brand", true)) >= 4.5);
    CHECK(views::stylesheet("red;}body{display:none") == views::stylesheet(""));
    CHECK(views::stylesheet("#12345g") == views::stylesheet(""));
  }

  TEST_CASE("the page colours that brand colours are measured against are those of the sheet") {
    const auto css = views::stylesheet("");
    CHECK(css.find("--page:#f5f5f3") != std::string::npos);
    CHECK(css.find("--page:#131518") != std::string::npos);
    CHECK(css.find("--ink:#14171a") != std::string::npos);
  }
}
