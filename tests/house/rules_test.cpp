#include "rules.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace {

std::size_t faults(std::string_view room, std::string_view source) {
  return house::wrong_includes(*std::ranges::find(house::rooms(), room, &house::Room::name), source).size();
}

std::string lines(int count, const std::string& head = {}) {
  std::string text = head;
  for (auto i = std::ranges::count(head, '\n'); i < count; ++i) text += "x\n";
  return text;
}

}  // namespace

TEST_SUITE("house/rules") {
  TEST_CASE("an include that points up is found however it is spaced") {
    CHECK(faults("store", "#include \"orders/order.hpp\"\n#include \"store/open.hpp\"\n") == 0);
    CHECK(faults("store", "#include \"server/config.hpp\"\n") == 1);
    CHECK(faults("store", "int a;\n  #  include\t\"views/html.hpp\"\n#include \"server/a.hpp\"") == 2);
    CHECK(faults("views", "#include \"tokens/code.hpp\"\n") == 1);
    CHECK(faults("outbox", "#include \"store/store.hpp\"\n#include \"views/pages.hpp\"\n") == 0);
    CHECK(faults("tokens", "#include \"outbox/mail.hpp\"\n") == 1);
    CHECK(faults("server", "#include \"outbox/mail.hpp\"\n") == 0);
    CHECK(faults("server", "#include \"tests/sample.hpp\"\n") == 1);
    CHECK(faults("store", "// #include \"server/config.hpp\"\n") == 0);
  }

  TEST_CASE("a library is found in a room that keeps it out") {
    CHECK(faults("orders", "#include <string_view>\n#include <map>\n") == 0);
    for (const auto header : {"<boost/json.hpp>", "<sodium.h>", "<unistd.h>", "<fmt/format.h>"})
      CHECK(faults("orders", std::string("#include ") + header) == 1);
    CHECK(faults("store", "#include <SQLiteCpp/SQLiteCpp.h>\n#include <sqlite3.h>\n") == 0);
    CHECK(faults("server", "#include <sqlite3.h>\n#include <SQLiteCpp/Database.h>\n") == 2);
    CHECK(faults("server", "#include <boost/beast/http.hpp>\n") == 0);
    CHECK(faults("views", "#include <boost/beast.hpp>\n") == 1);
  }

  TEST_CASE("markup is found in string literals and nowhere else") {
    using house::markup_literals;
    CHECK(markup_literals(R"x(auto a = "<p>";)x") == std::vector<std::string>{"<p>"});
    CHECK(markup_literals(R"x(auto a = "say \"<b>\"";)x").size() == 1);
    CHECK(markup_literals("auto a = R\"html(one \" two </p>)html\";").size() == 1);
    CHECK(markup_literals("auto a = \"<!doctype html>\"; auto b = \"<H1>\";").size() == 2);
    CHECK(
        markup_literals("// \"<p>\"\n/* \"<p>\" */ std::vector<int> a; if (a <b && c> d) x = '\"';").empty());
    CHECK(markup_literals("auto a = \"a < b, 1 <2, <= <>\";").empty());
    CHECK(markup_literals("auto n = 1'000'000; auto a = \"<i>\";").size() == 1);
    CHECK(markup_literals("auto c = '\\''; auto d = '<'; auto e = \"<i>\";").size() == 1);
    CHECK(markup_literals("auto a = \"never closed").empty());
  }

  TEST_CASE("a long file is found unless it says why") {
    CHECK_FALSE(house::is_too_long(lines(400)));
    CHECK(house::is_too_long(lines(401)));
    CHECK_FALSE(house::is_too_long(lines(401, "\n// Longer than 400 lines because it is one table.\n")));
    CHECK(house::is_too_long(lines(401, "\n\n\n\n\n// Longer than 400 lines because it came too late.\n")));
  }
}
