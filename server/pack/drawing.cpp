#include "server/pack/drawing.hpp"

#include "server/json/strokes_json.hpp"

#include <boost/json.hpp>

namespace server {

std::optional<orders::Strokes> drawing_of(std::string_view personal) {
  boost::system::error_code bad;
  const auto person = boost::json::parse(personal, bad);
  const auto* object = bad ? nullptr : person.if_object();
  const auto* strokes = object ? object->if_contains("strokes") : nullptr;
  if (!strokes) return std::nullopt;
  auto drawing = parse_strokes(boost::json::serialize(*strokes));
  return drawing ? std::optional{*std::move(drawing)} : std::nullopt;
}

}  // namespace server
