#pragma once

#include "orders/outcome.hpp"

#include <cstddef>
#include <vector>

namespace orders {

// A point of a pen's way over the pad.
struct StrokePoint {
  int x = 0, y = 0;  // 0 to 4,095, in units of the pad
  int t = 0;         // milliseconds from the first point of the drawing, never falling
  friend bool operator==(const StrokePoint&, const StrokePoint&) = default;
};

// A signature as it was drawn, not a picture of it: the server draws that itself.
struct Strokes {
  int width = 0, height = 0;  // of the pad, 1 to 4,095
  std::vector<std::vector<StrokePoint>> strokes = {};
  friend bool operator==(const Strokes&, const Strokes&) = default;
};

inline constexpr int largest_coordinate = 4'095;
inline constexpr int longest_drawing_ms = 600'000;
inline constexpr std::size_t most_strokes = 200;
inline constexpr std::size_t most_stroke_points = 8'000;  // of all strokes together

std::size_t point_count(const Strokes& drawing);
int duration_ms(const Strokes& drawing);  // of the last point

// Refused as invalid, field "strokes": nothing drawn (fewer than 3 points, or all on one spot), too many
// strokes or points, an empty stroke, a coordinate outside the pad, time that falls back or runs too long.
Done check_strokes(const Strokes& drawing);

}  // namespace orders
