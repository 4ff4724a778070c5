#pragma once

#include "views/html.hpp"

namespace views {

// Drawn for the console, 20 units square, in the colour of the text. Never alone: words stand beside.
enum class Icon { today, orders, plus, scan, bell, settings, people, person };

Html icon(Icon which);

}  // namespace views
