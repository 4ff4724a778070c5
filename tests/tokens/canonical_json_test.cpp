#include "tokens/canonical_json.hpp"

#include <doctest/doctest.h>
#include <boost/json.hpp>

#include <stdexcept>
#include <string>

using namespace tokens;
namespace json = boost::json;

namespace {

// What a text reads as and is written again.
std::string again(std::string_view text) { return canonical_json(parse_strict(text)); }

std::string nested(int depth) {
  const auto levels = static_cast<std::size_t>(depth);
  return std::string(levels, '[') + std::string(levels, ']');
}

}  // namespace

TEST_SUITE("tokens/canonical_json") {
  TEST_CASE("keys stand by their bytes, and nothing stands between") {
    CHECK(again(R"( { "b" : [ 1 , -2 , true , null ] , "a" : { } , "B" : [ ] , "" : false } )") ==
          R"({"":false,"B":[],"a":{},"b":[1,-2,true,null]})");
    // A UTF-16 order would put the last, which is two surrogates there, before the one above it.
    CHECK(again("{\"\u00e9\":1,\"\U0001d11e\":2,\"\uff5e\":3,\"z\":4}") ==
          "{\"z\":4,\"\u00e9\":1,\"\uff5e\":3,\"\U0001d11e\":2}");
    CHECK(again(R"({"aa":1,"a":2,"ab":3})") == R"({"a":2,"aa":1,"ab":3})");
  }

  TEST_CASE("texts are escaped where they must be and nowhere else") {
    CHECK(again(R"("\/\u0041\"\\\b\f\n\r\t\u001f\u007f\u2028é")") ==
          "\"/A\\\"\\\\\\u0008\\u000c\\u000a\\u000d\\u0009\\u001f\x7f\u2028é\"");
    CHECK(canonical_json(json::value(json::string("a\0b", 3))) == "\"a\\u0000b\"");
  }

  TEST_CASE("letters composed or not are one text, as value and as key") {
    CHECK(canonical_json("cafe\u0301") == "\"caf\u00e9\"");
    CHECK(canonical_json(json::object{{"e\u0301", 1}, {"f", 2}}) == "{\"f\":2,\"\u00e9\":1}");
    CHECK_THROWS_AS(canonical_json(json::object{{"e\u0301", 1}, {"\u00e9", 2}}), std::invalid_argument);
  }

  TEST_CASE("integers below 2^53 are written, all other numbers refused") {
    CHECK(again("[9007199254740991,-9007199254740991,0,-0]") == "[9007199254740991,-9007199254740991,0,0]");
    CHECK(canonical_json(json::value(std::uint64_t{7})) == "7");
    for (const auto* number : {"9007199254740992", "-9007199254740992", "9223372036854775808",
                               "18446744073709551615", "99999999999999999999", "1.5", "1.0", "1e2", "-0.0"})
      CHECK_THROWS_AS_MESSAGE(again(number), std::invalid_argument, number);
  }

  TEST_CASE("ill-formed UTF-8 is refused, not repaired") {
    for (const auto* text : {"\xff", "\xc0\xaf", "a\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80"}) {
      CHECK_THROWS_AS(canonical_json(text), std::invalid_argument);
      CHECK_THROWS_AS(canonical_json(json::object{{text, 1}}), std::invalid_argument);
      CHECK_THROWS_AS(parse_strict('"' + std::string(text) + '"'), std::invalid_argument);
    }
  }

  TEST_CASE("what stands too deep is neither read nor written") {
    CHECK(again(nested(deepest_json)) == nested(deepest_json));
    CHECK_THROWS_AS(parse_strict(nested(deepest_json + 1)), std::invalid_argument);
    CHECK_THROWS_AS(parse_strict(nested(1'000'000)), std::invalid_argument);
    CHECK_THROWS_AS(canonical_json(json::parse(nested(deepest_json + 1), {}, {.max_depth = 64})),
                    std::invalid_argument);
  }

  TEST_CASE("a key that comes twice is refused at any depth, also when written differently") {
    for (const auto* text : {R"({"a":1,"a":1})", R"([{"b":{"a":1,"c":2,"a":3}}])", R"({"a":1,"\u0061":2})"})
      CHECK_THROWS_WITH_AS(parse_strict(text), "an object holds a key twice", std::invalid_argument);
    CHECK(parse_strict(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]})").is_object());
  }

  TEST_CASE("what is not JSON is refused") {
    for (const auto* text : {"", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "'a'", "01", "+1", "NaN", "1 2",
                             "[] x", "// x\n1", "\"\\ud800\"", "\"a\nb\"", "\xef\xbb\xbf{}"})
      CHECK_THROWS_AS_MESSAGE(parse_strict(text), std::invalid_argument, text);
    CHECK(parse_strict(" 1.5 ").as_double() == 1.5);
  }

  TEST_CASE("long texts and keys are read whole") {
    const std::string text(100'000, 'x');
    CHECK(again("{\"" + text + "\":\"" + text + "\\n\"}") == "{\"" + text + "\":\"" + text + "\\u000a\"}");
  }

  TEST_CASE("a text counts as canonical only to the byte") {
    REQUIRE(parse_canonical(R"({"a":"é","b":[1,2]})"));
    CHECK(parse_canonical(R"({"a":"é","b":[1,2]})")->at("b").as_array().size() == 2);
    for (const auto* text :
         {R"({"b":1,"a":2})", R"({"a": 1})", R"({"a":1} )", R"("\n")", R"("\u000A")", R"("\u0041")", "-0",
          "1.0", "9007199254740992", "\"e\u0301\"", R"({"a":1,"a":1})", "{", ""})
      CHECK_MESSAGE(!parse_canonical(text), text);
  }
}
