#pragma once

#include "orders/strokes.hpp"
#include "views/canvas.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace views {

// A piece of a pen's way: a cubic curve of one width, with round ends. A dot starts and ends on one spot.
struct Curve {
  struct Point {
    double x = 0, y = 0;
    friend bool operator==(const Point&, const Point&) = default;
  };
  Point from{}, first{}, second{}, to{};
  double width = 1;
};

// The strokes as smooth curves in units of the pad; quick parts are thinner, as with a real pen.
std::vector<Curve> curves(const orders::Strokes& drawing);

// What a signature looks like, ready to be painted at any size.
class Ink {
 public:
  explicit Ink(const orders::Strokes& drawing);
  explicit Ink(std::string_view typed_name);  // in an italic face, in the name's own script

  const Box& box() const { return box_; }  // of what was drawn
  void paint(cairo_t& canvas) const;       // in the colour that is set
  std::string svg_paths() const;

 private:
  std::vector<Curve> curves_;
  Path outline_;  // of a typed name
  Box box_{};
};

}  // namespace views
