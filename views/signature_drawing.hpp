#pragma once

#include "orders/strokes.hpp"

#include <string>
#include <string_view>

namespace views {

// Pictures of a signature, drawn here from what the pen did or from the typed name; a picture is never taken
// from outside. The same signature gives the same bytes.

// A whole SVG in the colour of its surroundings, as large as the pad or the name.
std::string signature_svg(const orders::Strokes& drawing);
std::string signature_svg(std::string_view typed_name);

// Dark on white, `width_px` wide (16 to 2,048; less for a drawing that is more than twice as high as wide).
std::string signature_png(const orders::Strokes& drawing, int width_px);
std::string signature_png(std::string_view typed_name, int width_px);

}  // namespace views
