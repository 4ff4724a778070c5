#include "views/assets.hpp"

#include "views/colour.hpp"
#include "views/embedded.hpp"

#include <fmt/format.h>

namespace views {

std::string stylesheet(std::string_view colour) {
  const auto [light, dark] = brand_surfaces(colour);
  return fmt::format(
      "{}:root{{--brand:{};--on-brand:{}}}\n"
      "@media screen and (prefers-color-scheme:dark){{:root{{--brand:{};--on-brand:{}}}}}\n",
      embedded("page.css"), light.fill.text(), light.ink.text(), dark.fill.text(), dark.ink.text());
}

std::string_view script() { return embedded("page.js"); }
std::string_view pad_script() { return embedded("sign.js"); }
std::string_view console_stylesheet() { return embedded("console.css"); }
std::string_view console_script() { return embedded("console.js"); }
std::string_view scan_script() { return embedded("scan.js"); }
std::string_view icon() { return embedded("icon.svg"); }
std::string_view robots_txt() { return embedded("robots.txt"); }

}  // namespace views
