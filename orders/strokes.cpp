#include "orders/strokes.hpp"

#include <algorithm>

namespace orders {
namespace {

Refusal refused(std::string detail) { return {Reason::invalid, "strokes", std::move(detail)}; }

}  // namespace

std::size_t point_count(const Strokes& drawing) {
  std::size_t points = 0;
  for (const auto& stroke : drawing.strokes) points += stroke.size();
  return points;
}

int duration_ms(const Strokes& drawing) {
  if (drawing.strokes.empty() || drawing.strokes.back().empty()) return 0;
  return drawing.strokes.back().back().t;
}

Done check_strokes(const Strokes& drawing) {
  const auto side = [](int length) { return length >= 1 && length <= largest_coordinate; };
  if (!side(drawing.width) || !side(drawing.height)) return refused("The pad is 1 to 4,095 units each way.");
  if (drawing.strokes.size() > most_strokes) return refused("A drawing has at most 200 strokes.");
  const auto points = point_count(drawing);
  if (points > most_stroke_points) return refused("A drawing has at most 8,000 points.");
  if (points < 3) return refused("Nothing was drawn.");

  int before = 0;
  bool spread = false;
  for (const auto& stroke : drawing.strokes) {
    if (stroke.empty()) return refused("A stroke has at least one point.");
    for (const auto& point : stroke) {
      if (point.x < 0 || point.x > drawing.width || point.y < 0 || point.y > drawing.height)
        return refused("A point lies outside the pad.");
      if (point.t < before) return refused("Time falls back between two points.");
      if (point.t > longest_drawing_ms) return refused("A drawing takes at most ten minutes.");
      before = point.t;
      const auto& first = drawing.strokes.front().front();
      spread |= point.x != first.x || point.y != first.y;
    }
  }
  if (!spread) return refused("Nothing was drawn.");
  return std::monostate{};
}

}  // namespace orders
