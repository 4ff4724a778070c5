#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>

namespace views {

// Owners of what cairo and pango hand out.
struct CairoRelease {
  void operator()(cairo_t* held) const { cairo_destroy(held); }
  void operator()(cairo_surface_t* held) const { cairo_surface_destroy(held); }
  void operator()(cairo_path_t* held) const { cairo_path_destroy(held); }
  void operator()(cairo_font_options_t* held) const { cairo_font_options_destroy(held); }
};
struct PangoRelease {
  void operator()(PangoFontDescription* held) const { pango_font_description_free(held); }
  void operator()(PangoAttrList* held) const { pango_attr_list_unref(held); }
  template <class Object>
  void operator()(Object* held) const {
    g_object_unref(held);
  }
};
using Cairo = std::unique_ptr<cairo_t, CairoRelease>;
using DrawingSurface = std::unique_ptr<cairo_surface_t, CairoRelease>;
using Path = std::unique_ptr<cairo_path_t, CairoRelease>;
using TextContext = std::unique_ptr<PangoContext, PangoRelease>;
using Layout = std::unique_ptr<PangoLayout, PangoRelease>;

struct Box {
  double x = 0, y = 0, width = 0, height = 0;
};

// Lays text out the same for every surface: no hinting, and one unit is one point or pixel.
TextContext text_context(PangoDirection direction, const std::string& language);

// `font` as in "Noto Serif Italic", `size` in units of the surface.
Layout text_layout(PangoContext& context, std::string_view text, const std::string& font, double size);

// A white picture, both sides at least 1 pixel. Throws std::runtime_error when there is no memory for it.
DrawingSurface blank_picture(int width, int height);
std::string png(cairo_surface_t& picture);

// Throws std::runtime_error when drawing on it went wrong.
void check(cairo_t& canvas);

}  // namespace views
