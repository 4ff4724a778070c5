#include "views/qr.hpp"

#include "views/canvas.hpp"
#include "views/html.hpp"

#include <qrcodegen/qrcodegen.hpp>

#include <algorithm>

namespace views {
namespace {

constexpr int quiet_zone = 4;

qrcodegen::QrCode encode(std::string_view text) {
  return qrcodegen::QrCode::encodeText(std::string(text).c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
}

// Calls `draw(x, y, length)` for each run of dark modules of a row.
template <class Draw>
void dark_runs(const qrcodegen::QrCode& code, Draw draw) {
  for (int y = 0; y < code.getSize(); ++y)
    for (int x = 0; x < code.getSize(); ++x) {
      const int from = x;
      while (code.getModule(x, y)) ++x;  // beyond the edge everything is light
      if (x > from) draw(from + quiet_zone, y + quiet_zone, x - from);
    }
}

}  // namespace

std::string qr_svg(std::string_view text, std::string_view label) {
  const auto code = encode(text);
  const int side = code.getSize() + 2 * quiet_zone;
  std::string dark;
  dark_runs(code,
            [&](int x, int y, int length) { dark += fmt::format("M{} {}h{}v1h-{}z", x, y, length, length); });
  return fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" shape-rendering="crispEdges" role="img">)"
      R"(<title>{1}</title><path fill="#fff" d="M0 0h{0}v{0}H0z"/><path fill="#000" d="{2}"/></svg>)",
      side, html("{}", label).str(), dark);
}

std::string qr_png(std::string_view text, int module_px) {
  const auto code = encode(text);
  const int module = std::clamp(module_px, 1, 32), side = (code.getSize() + 2 * quiet_zone) * module;
  const auto picture = blank_picture(side, side);
  const Cairo canvas{cairo_create(picture.get())};
  cairo_scale(canvas.get(), module, module);
  dark_runs(code, [&](int x, int y, int length) { cairo_rectangle(canvas.get(), x, y, length, 1); });
  cairo_fill(canvas.get());
  check(*canvas);
  return png(*picture);
}

}  // namespace views
