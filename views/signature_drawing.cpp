#include "views/signature_drawing.hpp"

#include "views/ink.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

namespace views {
namespace {

Box pad(const orders::Strokes& drawing) {
  return {0, 0, std::max(drawing.width, 1) * 1.0, std::max(drawing.height, 1) * 1.0};
}

// A typed name has no pad: its own size with some air.
Box pad(const Ink& name) {
  constexpr double air = 6;
  const auto& box = name.box();
  return {box.x - air, box.y - air, box.width + 2 * air, box.height + 2 * air};
}

std::string svg(const Ink& ink, const Box& view) {
  return fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="{:.4g} {:.4g} {:.4g} {:.4g}">{}</svg>)", view.x,
      view.y, view.width, view.height, ink.svg_paths());
}

std::string painted(const Ink& ink, const Box& view, int width_px) {
  const double wanted = std::clamp(width_px, 16, 2'048);
  const double scale = std::min(wanted / view.width, 2 * wanted / view.height);
  const auto picture = blank_picture(static_cast<int>(std::lround(view.width * scale)),
                                     static_cast<int>(std::lround(view.height * scale)));
  const Cairo canvas{cairo_create(picture.get())};
  cairo_scale(canvas.get(), scale, scale);
  cairo_translate(canvas.get(), -view.x, -view.y);
  cairo_set_source_rgb(canvas.get(), 0.08, 0.09, 0.1);
  ink.paint(*canvas);
  check(*canvas);
  return png(*picture);
}

}  // namespace

std::string signature_svg(const orders::Strokes& drawing) { return svg(Ink{drawing}, pad(drawing)); }

std::string signature_svg(std::string_view typed_name) {
  const Ink name{typed_name};
  return svg(name, pad(name));
}

std::string signature_png(const orders::Strokes& drawing, int width_px) {
  return painted(Ink{drawing}, pad(drawing), width_px);
}

std::string signature_png(std::string_view typed_name, int width_px) {
  const Ink name{typed_name};
  return painted(name, pad(name), width_px);
}

}  // namespace views
