#pragma once

#include "views/html.hpp"

#include <string_view>

namespace views {

// A document's text (CommonMark) as markup: raw HTML and pictures left out, links only to http, https, mailto
// and tel, headings below those of the page.
Html markdown(std::string_view text);

// Whether any of the text is raw HTML, comments too, which `markdown` leaves out.
bool has_raw_html(std::string_view text);

}  // namespace views
