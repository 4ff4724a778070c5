#include "views/markdown.hpp"

#include <doctest/doctest.h>

TEST_SUITE_BEGIN("views/markdown");

TEST_CASE("raw HTML is seen wherever it stands in a text") {
  for (const auto* html : {"<b>bold</b>", "a <br> b", "<!-- hidden -->", "> <div>x</div>",
                           "- one\n- <i>two</i>", "</p>", "<script>\nx\n</script>", "<?php x ?>"})
    CHECK_MESSAGE(views::has_raw_html(html), html);
}

TEST_CASE("what only looks like HTML is text") {
  for (const auto* plain :
       {"", "3 < 4 and 5 > 4", "`<b>`", "    <b>code</b>", "\\<b>", "&lt;b&gt;",
        "<https://harbour.example/terms>", "<hello@harbour.example>", "# Terms\n\n**Yes.**"})
    CHECK_MESSAGE(!views::has_raw_html(plain), plain);
}

TEST_SUITE_END();
