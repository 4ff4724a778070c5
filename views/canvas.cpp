#include "views/canvas.hpp"

#include <algorithm>
#include <stdexcept>

namespace views {
namespace {

void check(cairo_status_t status) {
  if (status != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error(std::string("cannot draw: ") + cairo_status_to_string(status));
}

}  // namespace

TextContext text_context(PangoDirection direction, const std::string& language) {
  TextContext context{pango_font_map_create_context(pango_cairo_font_map_get_default())};
  const std::unique_ptr<cairo_font_options_t, CairoRelease> options{cairo_font_options_create()};
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context.get(), options.get());
  pango_context_set_round_glyph_positions(context.get(), FALSE);
  pango_context_set_base_dir(context.get(), direction);
  pango_context_set_language(context.get(), pango_language_from_string(language.c_str()));
  return context;
}

Layout text_layout(PangoContext& context, std::string_view text, const std::string& font, double size) {
  Layout layout{pango_layout_new(&context)};
  const std::unique_ptr<PangoFontDescription, PangoRelease> description{
      pango_font_description_from_string(font.c_str())};
  pango_font_description_set_absolute_size(description.get(), size * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), description.get());
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  return layout;
}

DrawingSurface blank_picture(int width, int height) {
  DrawingSurface picture{
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, std::max(width, 1), std::max(height, 1))};
  check(cairo_surface_status(picture.get()));
  const Cairo canvas{cairo_create(picture.get())};
  cairo_set_source_rgb(canvas.get(), 1, 1, 1);
  cairo_paint(canvas.get());
  return picture;
}

std::string png(cairo_surface_t& picture) {
  std::string bytes;
  const auto append = [](void* to, const unsigned char* data, unsigned int size) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
  };
  check(cairo_surface_write_to_png_stream(&picture, append, &bytes));
  return bytes;
}

void check(cairo_t& canvas) { check(cairo_status(&canvas)); }

}  // namespace views
