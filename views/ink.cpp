#include "views/ink.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <span>

namespace views {
namespace {

using Point = Curve::Point;

// The pen, in units of a pad 400 wide: as broad when it rests, and never thinner than that.
constexpr double broad = 3.4, thin = 1.3, usual_pad = 400;
constexpr double typed_size = 40;

Point place(const orders::StrokePoint& point) {
  return {static_cast<double>(point.x), static_cast<double>(point.y)};
}

double distance(Point a, Point b) { return std::hypot(b.x - a.x, b.y - a.y); }

// Catmull-Rom through all points; a step of the width is too small to be seen, so that pieces can be joined.
void add_stroke(std::vector<Curve>& all, const std::vector<orders::StrokePoint>& stroke, double unit) {
  std::vector<orders::StrokePoint> way;
  std::ranges::unique_copy(stroke, std::back_inserter(way),
                           [](const auto& a, const auto& b) { return a.x == b.x && a.y == b.y; });
  const auto at = [&](std::size_t i) { return place(way[std::min(i, way.size() - 1)]); };
  if (way.size() == 1) return all.push_back({at(0), at(0), at(0), at(0), broad * unit});
  double speed = 0;
  for (std::size_t i = 0; i + 1 < way.size(); ++i) {
    const auto before = at(i == 0 ? 0 : i - 1), from = at(i), to = at(i + 1), after = at(i + 2);
    const double ms = std::max(way[i + 1].t - way[i].t, 1);
    speed = 0.3 * speed + 0.7 * distance(from, to) / unit / ms;
    const double width = std::round(std::max(broad / (1 + speed), thin) * 8) / 8 * unit;
    all.push_back({from,
                   {from.x + (to.x - before.x) / 6, from.y + (to.y - before.y) / 6},
                   {to.x - (after.x - from.x) / 6, to.y - (after.y - from.y) / 6},
                   to,
                   width});
  }
}

Box around(const std::vector<Curve>& all) {
  if (all.empty()) return {};
  double left = all[0].from.x, right = left, top = all[0].from.y, bottom = top;
  for (const auto& curve : all)
    for (const auto& point : {curve.from, curve.first, curve.second, curve.to}) {
      const double half = curve.width / 2;
      left = std::min(left, point.x - half), right = std::max(right, point.x + half);
      top = std::min(top, point.y - half), bottom = std::max(bottom, point.y + half);
    }
  return {left, top, right - left, bottom - top};
}

std::string path_of(std::span<const Curve> joined) {
  std::string way = fmt::format("M{:.4g} {:.4g}", joined[0].from.x, joined[0].from.y);
  for (const auto& c : joined)
    way += fmt::format("C{:.4g} {:.4g} {:.4g} {:.4g} {:.4g} {:.4g}", c.first.x, c.first.y, c.second.x,
                       c.second.y, c.to.x, c.to.y);
  return way;
}

// The longest run of curves that go on from each other in one width.
std::span<const Curve> run(std::span<const Curve> rest) {
  std::size_t n = 1;
  while (n < rest.size() && rest[n].from == rest[n - 1].to && rest[n].width == rest[0].width) ++n;
  return rest.first(n);
}

std::string path_of(const cairo_path_t& outline) {
  std::string way;
  const std::span data{outline.data, static_cast<std::size_t>(outline.num_data)};
  for (std::size_t i = 0; i < data.size(); i += static_cast<std::size_t>(data[i].header.length)) {
    static constexpr const char* letters[] = {"M", "L", "C", "Z"};
    way += letters[data[i].header.type];
    for (int p = 1; p < data[i].header.length; ++p) {
      const auto& point = data[i + static_cast<std::size_t>(p)].point;
      way += fmt::format("{}{:.4g} {:.4g}", p > 1 ? " " : "", point.x, point.y);
    }
  }
  return way;
}

}  // namespace

std::vector<Curve> curves(const orders::Strokes& drawing) {
  std::vector<Curve> all;
  const double unit = std::max({drawing.width, drawing.height, 1}) / usual_pad;
  for (const auto& stroke : drawing.strokes)
    if (!stroke.empty()) add_stroke(all, stroke, unit);
  return all;
}

Ink::Ink(const orders::Strokes& drawing) : curves_(curves(drawing)), box_(around(curves_)) {}

Ink::Ink(std::string_view typed_name) {
  const auto canvas = Cairo{cairo_create(blank_picture(1, 1).get())};
  const auto context = text_context(PANGO_DIRECTION_NEUTRAL, "");
  const auto layout = text_layout(*context, typed_name, "Noto Serif,Noto Naskh Arabic Italic", typed_size);
  pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
  pango_cairo_layout_path(canvas.get(), layout.get());
  double right = 0, bottom = 0;
  cairo_path_extents(canvas.get(), &box_.x, &box_.y, &right, &bottom);
  box_.width = right - box_.x, box_.height = bottom - box_.y;
  outline_.reset(cairo_copy_path(canvas.get()));
}

void Ink::paint(cairo_t& canvas) const {
  cairo_new_path(&canvas);
  if (outline_) {
    cairo_append_path(&canvas, outline_.get());
    cairo_fill(&canvas);
  }
  cairo_set_line_cap(&canvas, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(&canvas, CAIRO_LINE_JOIN_ROUND);
  for (std::span<const Curve> rest = curves_; !rest.empty();) {
    const auto joined = run(rest);
    rest = rest.subspan(joined.size());
    cairo_set_line_width(&canvas, joined[0].width);
    cairo_move_to(&canvas, joined[0].from.x, joined[0].from.y);
    for (const auto& c : joined)
      cairo_curve_to(&canvas, c.first.x, c.first.y, c.second.x, c.second.y, c.to.x, c.to.y);
    cairo_stroke(&canvas);
  }
}

std::string Ink::svg_paths() const {
  if (outline_) return fmt::format(R"(<path fill="currentColor" d="{}"/>)", path_of(*outline_));
  std::string paths =
      R"(<g fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">)";
  for (std::span<const Curve> rest = curves_; !rest.empty();) {
    const auto joined = run(rest);
    rest = rest.subspan(joined.size());
    paths += fmt::format(R"(<path stroke-width="{:.3g}" d="{}"/>)", joined[0].width, path_of(joined));
  }
  return paths + "</g>";
}

}  // namespace views
