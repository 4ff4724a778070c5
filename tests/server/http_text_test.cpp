#include "server/http/text.hpp"

#include "server/http/message.hpp"

#include <doctest/doctest.h>

#include <vector>

TEST_SUITE_BEGIN("server/http_text");

TEST_CASE("well-formed UTF-8 is told from the rest") {
  for (const auto* text :
       {"", "plain", "caf\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x94\xa7", "\xf4\x8f\xbf\xbf"})
    CHECK_MESSAGE(server::is_utf8(text), text);
  CHECK_FALSE(server::is_utf8("\xff"));
  CHECK_FALSE(server::is_utf8("\xc3"));              // cut
  CHECK_FALSE(server::is_utf8("\xe2\x82"));          // cut
  CHECK_FALSE(server::is_utf8("\xa9"));              // begins in the middle
  CHECK_FALSE(server::is_utf8("\xc0\xaf"));          // overlong /
  CHECK_FALSE(server::is_utf8("\xe0\x80\xaf"));      // overlong /
  CHECK_FALSE(server::is_utf8("\xed\xa0\x80"));      // half a surrogate pair
  CHECK_FALSE(server::is_utf8("\xf4\x90\x80\x80"));  // beyond Unicode
}

TEST_CASE("a list is read element by element") {
  std::string_view list = " a ,b,, c\t";
  std::vector<std::string_view> elements;
  while (const auto element = server::next_element(list)) elements.push_back(*element);
  CHECK(elements == std::vector<std::string_view>{"a", "b", "", "c"});
}

TEST_CASE("a request's fields are found in any case, its parameters decoded") {
  server::Request request{.query = "lang=de&note=a+b%21&lang=fr",
                          .headers = {{"Accept", "a"}, {"accept", "b"}}};
  CHECK(request.header("ACCEPT") == "a");
  CHECK(request.header("cookie").empty());
  CHECK(request.parameter("lang") == "de");
  CHECK(request.parameter("note") == "a b!");
  CHECK_FALSE(request.parameter("q"));
  request.query = "lang=%zz";
  CHECK_FALSE(request.parameter("lang"));
  request.query = "&&lang&x";
  CHECK(request.parameter("lang") == "");
  CHECK_FALSE(server::Request{}.parameter("lang"));
}

TEST_SUITE_END();
