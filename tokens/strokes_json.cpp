#include "tokens/strokes_json.hpp"

#include <boost/json/array.hpp>

namespace tokens {

namespace json = boost::json;

json::object strokes_json(const orders::Strokes& drawing) {
  json::array strokes;
  for (const auto& stroke : drawing.strokes) {
    json::array points;
    for (const auto& point : stroke) points.push_back(json::array{point.x, point.y, point.t});
    strokes.push_back(std::move(points));
  }
  return {{"width", drawing.width}, {"height", drawing.height}, {"strokes", std::move(strokes)}};
}

}  // namespace tokens
