#pragma once

#include "views/locale.hpp"

namespace samples {

// A language that nobody speaks (en-XA): every sentence accented and a third longer. What still reads as
// plain English on its page was left in the code.
const views::Locale& pseudo();
std::string accented(std::string_view text);  // outside {places}

}  // namespace samples
