#pragma once

#include "views/html.hpp"

#include <string_view>

namespace views {

// A document's text (CommonMark) as markup: raw HTML and pictures left out, links only to http, https, mailto
// and tel. Its first headings stand at the level `top`, below those of the page.
Html markdown(std::string_view text, int top = 4);

// Whether any of the text is raw HTML, comments too, which `markdown` leaves out.
bool has_raw_html(std::string_view text);

}  // namespace views
