#include "views/assets.hpp"

#include "views/colour.hpp"
#include "views/embedded.hpp"

#include <fmt/format.h>

namespace views {

namespace {

Bundle bundle(const std::string& name) { return {embedded(name), embedded(name + ".br")}; }

}  // namespace

std::string stylesheet(std::string_view colour) {
  const auto [light, dark] = brand_surfaces(colour);
  return fmt::format(
      "{}:root{{--brand:{};--on-brand:{}}}\n"
      "@media screen and (prefers-color-scheme:dark){{:root{{--brand:{};--on-brand:{}}}}}\n",
      embedded("page.css"), light.fill.text(), light.ink.text(), dark.fill.text(), dark.ink.text());
}

std::string_view script() { return embedded("page.js"); }
Bundle pad_script() { return bundle("sign.js"); }
Bundle console_stylesheet() { return bundle("console.css"); }
Bundle console_script() { return bundle("console.js"); }
Bundle scan_script() { return bundle("scan.js"); }
std::string_view icon() { return embedded("icon.svg"); }
std::string_view robots_txt() { return embedded("robots.txt"); }

}  // namespace views
