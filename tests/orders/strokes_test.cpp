#include "orders/strokes.hpp"

#include <doctest/doctest.h>

using namespace orders;

namespace {

Strokes drawn() { return {300, 150, {{{0, 0, 0}, {300, 150, 20}}, {{10, 20, 400}, {11, 21, 416}}}}; }

// The sentence with which a drawing is refused; empty when it is not.
std::string refusal(const Strokes& drawing) {
  const auto checked = check_strokes(drawing);
  if (checked) return "";
  CHECK(checked.error().reason == Reason::invalid);
  CHECK(checked.error().field == "strokes");
  return checked.error().detail;
}

Strokes with_last(StrokePoint point) {
  auto drawing = drawn();
  drawing.strokes.back().back() = point;
  return drawing;
}

// So many strokes of so many points each, on different spots.
Strokes many(std::size_t strokes, std::size_t points) {
  Strokes drawing{300, 150, {}};
  drawing.strokes.assign(strokes, std::vector<StrokePoint>(points, {1, 1, 0}));
  drawing.strokes.back().back() = {2, 2, 0};
  return drawing;
}

}  // namespace

TEST_SUITE("orders/strokes") {
  TEST_CASE("a drawing up to the edges of its pad is taken") {
    CHECK(refusal(drawn()) == "");
    CHECK(point_count(drawn()) == 4);
    CHECK(duration_ms(drawn()) == 416);
    CHECK(duration_ms({}) == 0);
  }

  TEST_CASE("an empty pad, a dot and a mark on one spot are no signature") {
    CHECK(refusal({300, 150, {}}) == "Nothing was drawn.");
    CHECK(refusal({300, 150, {{{1, 1, 0}, {2, 2, 1}}}}) == "Nothing was drawn.");
    CHECK(refusal({300, 150, {{{1, 1, 0}, {1, 1, 1}}, {{1, 1, 2}, {1, 1, 3}}}}) == "Nothing was drawn.");
    CHECK(refusal({300, 150, {{{1, 1, 0}, {1, 1, 1}, {1, 2, 2}}}}) == "");
  }

  TEST_CASE("an empty stroke between others is refused") {
    auto drawing = drawn();
    drawing.strokes.insert(drawing.strokes.begin() + 1, std::vector<StrokePoint>{});
    CHECK(refusal(drawing) == "A stroke has at least one point.");
    drawing = drawn();
    drawing.strokes.insert(drawing.strokes.begin(), std::vector<StrokePoint>{});
    CHECK(refusal(drawing) == "A stroke has at least one point.");
  }

  TEST_CASE("a point outside the pad is refused on each side") {
    for (const StrokePoint& point : {StrokePoint{-1, 0, 500}, StrokePoint{0, -1, 500},
                                     StrokePoint{301, 0, 500}, StrokePoint{0, 151, 500}})
      CHECK(refusal(with_last(point)) == "A point lies outside the pad.");
  }

  TEST_CASE("a pad is at most 4,095 units each way") {
    for (const auto& [width, height] : {std::pair{0, 150}, {300, 0}, {4096, 150}, {300, 4096}, {-1, 150}}) {
      auto drawing = drawn();
      drawing.width = width, drawing.height = height;
      CHECK(refusal(drawing) == "The pad is 1 to 4,095 units each way.");
    }
    auto drawing = drawn();
    drawing.width = drawing.height = largest_coordinate;
    CHECK(refusal(drawing) == "");
  }

  TEST_CASE("time stands still or goes on, within ten minutes") {
    CHECK(refusal(with_last({1, 1, 400})) == "");
    CHECK(refusal(with_last({1, 1, 399})) == "Time falls back between two points.");
    CHECK(refusal(with_last({1, 1, longest_drawing_ms})) == "");
    CHECK(refusal(with_last({1, 1, longest_drawing_ms + 1})) == "A drawing takes at most ten minutes.");
    auto drawing = drawn();
    drawing.strokes[0][0].t = -1;
    CHECK(refusal(drawing) == "Time falls back between two points.");
  }

  TEST_CASE("a drawing has its limits of strokes and points") {
    CHECK(refusal(many(most_strokes, 40)) == "");
    CHECK(refusal(many(most_strokes + 1, 1)) == "A drawing has at most 200 strokes.");
    CHECK(refusal(many(1, most_stroke_points)) == "");
    CHECK(refusal(many(1, most_stroke_points + 1)) == "A drawing has at most 8,000 points.");
  }
}
