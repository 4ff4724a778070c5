#include "views/html.hpp"
#include "views/markdown.hpp"

#include <doctest/doctest.h>
#include <stdexcept>

using views::html, views::Url;

TEST_SUITE("views/html") {
  TEST_CASE("a customer's text cannot become markup") {
    const std::string name = "<img src=x onerror=\"alert('&')\">";
    CHECK(html("<p>{}</p>", name).str() ==
          "<p>&lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt;</p>");
  }

  TEST_CASE("a doubled brace stands for itself, wherever it is") {
    CHECK(html("{{}}<i>{{{}}}</i>{}", 1, "{}<").str() == "{}<i>{1}</i>{}&lt;");
    CHECK(html("").str().empty());
    CHECK(html("{}{}", "", "&").str() == "&amp;");
  }

  TEST_CASE("markup nests without being escaped twice") {
    CHECK(html("<b>{}</b>", html("<i>{}</i>", "a & b")).str() == "<b><i>a &amp; b</i></b>");
  }

  TEST_CASE("a piece is there only if its condition holds or its value is there") {
    const std::optional<int> none, three = 3;
    const auto digit = [](int n) { return html("<i>{}</i>", n); };
    CHECK(views::maybe(none, digit).empty());
    CHECK(views::maybe(three, digit).str() == "<i>3</i>");
    CHECK(views::when(false, [] { return html("<i></i>"); }).empty());
  }

  TEST_CASE("a link leads only where its kind may lead") {
    SUBCASE("on this server") {
      CHECK(Url::local("/t/abc").str() == "/t/abc");
      CHECK(Url::local("?lang=de").str() == "?lang=de");
      for (const auto* elsewhere : {"//evil.example/", "javascript:alert(1)", "", "t/abc", "/a\"b", "/a b"})
        CHECK_THROWS_AS(Url::local(elsewhere), std::invalid_argument);
    }
    SUBCASE("to the web") {
      CHECK(Url::web("https://harbour.example/a?b=c")->str() == "https://harbour.example/a?b=c");
      for (const auto* bad :
           {"javascript:alert(1)", "https://", "https:///path", "ftp://a.example", "https://a b.example",
            "https://harbour.example@evil.example/", "https://a.example/\"onclick=", "data:text/html,x", ""})
        CHECK_MESSAGE(!Url::web(bad), bad);
    }
    SUBCASE("to a telephone or a mail box") {
      CHECK(Url::tel("+441632960123")->str() == "tel:+441632960123");
      for (const auto* bad : {"", "01632", "+44;ext=1", "+44 1632"}) CHECK_MESSAGE(!Url::tel(bad), bad);
      CHECK(Url::mailto("a@b.example")->str() == "mailto:a@b.example");
      CHECK(Url::mailto("a?cc=x@b.example")->str() == "mailto:a%3Fcc%3Dx@b.example");
      for (const auto* bad : {"", "a", "@b", "a@", "a@b@c"}) CHECK_MESSAGE(!Url::mailto(bad), bad);
    }
  }
}

TEST_SUITE("views/markdown") {
  TEST_CASE("a document's words become markup, below the page's own headings") {
    CHECK(views::markdown("# Terms", 2).str() == "<h2>Terms</h2>\n");
    CHECK(views::markdown("# Terms\n\n**No** fee.").str() ==
          "<h4>Terms</h4>\n<p><strong>No</strong> fee.</p>\n");
  }

  TEST_CASE("a document brings no markup, pictures or scripts of its own") {
    const auto markup = views::markdown(
        "<script>x</script>\n\na <b onclick=x>b</b> ![p](https://x.example/p.png) "
        "[l](javascript:alert(1)) [m](https://y.example)");
    for (const auto* bad : {"<script", "onclick", "<img", "javascript", "<!--"})
      CHECK_MESSAGE(markup.str().find(bad) == std::string_view::npos, markup.str());
    CHECK(markup.str().find(R"(<a href="https://y.example">m</a>)") != std::string_view::npos);
    CHECK(markup.str().find(" l ") != std::string_view::npos);  // the words of a refused link stay
  }
}
