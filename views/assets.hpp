#pragma once

#include "views/html.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace views {

// What a page links to beside itself, under names that hold the hash of their bytes.
struct PageAssets {
  Url stylesheet;  // with the location's colour
  Url script;
  Url icon;
  std::optional<Url> logo = {};        // local path
  std::optional<Url> pad_script = {};  // of the page that is signed on
  std::string public_url = {};         // scheme and host, for the absolute Open Graph address; may be empty
};

// A bundled script or style, and the same by Brotli (RFC 7932), made when the program is built.
struct Bundle {
  std::string_view text;
  std::string_view brotli;
};
Bundle pad_script();  // ES2015, the signature pad; without it one types the name
Bundle console_stylesheet();
Bundle console_script();  // ES2015, as the next; enhances the staff console
Bundle scan_script();     // reads collection codes with the camera

// The house style with one brand colour ("#rrggbb", empty for ours) worked in, adjusted until it reads
// at 4.5:1 in light and dark.
std::string stylesheet(std::string_view colour);
std::string_view script();  // ES5, enhances; the page is whole without it
std::string_view icon();    // SVG
std::string_view robots_txt();

}  // namespace views
