#include "tokens/strokes_json.hpp"
#include "tokens/canonical_json.hpp"

#include <doctest/doctest.h>

TEST_SUITE("tokens/strokes_json") {
  TEST_CASE("a drawing is written point by point") {
    const orders::Strokes drawing{300, 150, {{{1, 2, 0}, {3, 4, 16}}, {{5, 6, 900}}}};
    CHECK(tokens::canonical_json(tokens::strokes_json(drawing)) ==
          R"({"height":150,"strokes":[[[1,2,0],[3,4,16]],[[5,6,900]]],"width":300})");
    CHECK(tokens::canonical_json(tokens::strokes_json({})) == R"({"height":0,"strokes":[],"width":0})");
  }
}
