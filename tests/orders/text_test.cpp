#include "orders/text.hpp"

#include <doctest/doctest.h>

using namespace std::string_view_literals;
using orders::is_plain_text;

TEST_SUITE("orders/text") {
  TEST_CASE("people's texts in any script are plain") {
    for (const auto text :
         {""sv, "A cracked screen"sv, "two\nlines\tand a tab"sv, "Größe, ŵ, 日本, العربية, 🔧"sv,
          "\xc2\xa0"sv, "\xed\x9f\xbf"sv, "\xee\x80\x80"sv, "\xf4\x8f\xbf\xbf"sv})
      CHECK_MESSAGE(is_plain_text(text), text);
  }

  TEST_CASE("control characters are refused") {
    for (const auto text :
         {"\0"sv, "a\rb"sv, "\x1b[31m"sv, "\x7f"sv, "\xc2\x80"sv, "\xc2\x85"sv, "\xc2\x9f"sv})
      CHECK_FALSE(is_plain_text(text));
  }

  TEST_CASE("ill-formed UTF-8 is refused") {
    for (const auto text : {"\x80"sv, "\xc3"sv, "\xc3("sv, "\xc0\xaf"sv, "\xe0\x80\xaf"sv, "\xed\xa0\x80"sv,
                            "\xf0\x80\x80\xaf"sv, "\xf4\x90\x80\x80"sv, "\xf5\x80\x80\x80"sv, "\xff"sv,
                            "\xe2\x82"sv, "caf\xe9"sv})
      CHECK_FALSE(is_plain_text(text));
  }
}
