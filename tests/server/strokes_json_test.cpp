#include "server/json/strokes_json.hpp"
#include "tokens/canonical_json.hpp"
#include "tokens/strokes_json.hpp"

#include <doctest/doctest.h>

#include <string>

using server::parse_strokes;

TEST_SUITE("server/json") {
  TEST_CASE("a drawing reads as it was sent and is written the same") {
    const std::string text = R"({"height":150,"strokes":[[[1,2,0],[3,4,16]],[[5,6,900]]],"width":300})";
    const auto drawing = parse_strokes(text);
    REQUIRE(drawing);
    CHECK(*drawing == orders::Strokes{300, 150, {{{1, 2, 0}, {3, 4, 16}}, {{5, 6, 900}}}});
    CHECK(tokens::canonical_json(tokens::strokes_json(*drawing)) == text);
    CHECK(parse_strokes(R"({"width":1,"height":1,"strokes":[]})"));  // for the rule to refuse
  }

  TEST_CASE("a drawing of another shape is refused whole") {
    for (const auto* text :
         {"", "{", "null", "[]", R"({"width":1,"height":1})", R"({"width":1,"height":1,"strokes":{}})",
          R"({"width":1,"height":1,"strokes":[],"pen":"blue"})", R"({"width":1,"height":1,"Strokes":[]})",
          R"({"width":1,"width":1,"height":1,"strokes":[]})", R"({"width":1.0,"height":1,"strokes":[]})",
          R"({"width":"1","height":1,"strokes":[]})", R"({"width":4294967297,"height":1,"strokes":[]})",
          R"({"width":1,"height":1,"strokes":[[1,2,3]]})", R"({"width":1,"height":1,"strokes":[[[1,2]]]})",
          R"({"width":1,"height":1,"strokes":[[[1,2,3,4]]]})",
          R"({"width":1,"height":1,"strokes":[[[1,2.5,3]]]})",
          R"({"width":1,"height":1,"strokes":[[[1,1e2,3]]]})",
          R"({"width":1,"height":1,"strokes":[[[1,null,3]]]})",
          R"({"width":1,"height":1,"strokes":[[[1,9223372036854775808,3]]]})"})
      CHECK_MESSAGE(!parse_strokes(text), text);
  }
}
