#include "server/json/strokes_json.hpp"

#include "tokens/canonical_json.hpp"

#include <boost/json.hpp>

#include <stdexcept>

namespace server {

namespace json = boost::json;

namespace {

// A number that is an integer as written: 1.0 and 1e3 are none.
int integer(const json::value& value) {
  if (!value.is_int64()) throw std::invalid_argument("not an integer");
  return value.to_number<int>();
}

orders::StrokePoint point(const json::value& value) {
  const auto& numbers = value.as_array();
  if (numbers.size() != 3) throw std::invalid_argument("a point is x, y and t");
  return {integer(numbers[0]), integer(numbers[1]), integer(numbers[2])};
}

}  // namespace

std::optional<orders::Strokes> parse_strokes(std::string_view text) {
  try {
    const auto value = tokens::parse_strict(text);
    const auto& object = value.as_object();
    if (object.size() != 3) return std::nullopt;  // `at` finds all three, so none is unknown
    orders::Strokes drawing{integer(object.at("width")), integer(object.at("height"))};
    for (const auto& points : object.at("strokes").as_array()) {
      auto& stroke = drawing.strokes.emplace_back();
      for (const auto& held : points.as_array()) stroke.push_back(point(held));
    }
    return drawing;
  } catch (const std::logic_error&) {             // invalid_argument and out_of_range: of another shape
  } catch (const boost::system::system_error&) {  // a number beyond int
  }
  return std::nullopt;
}

}  // namespace server
