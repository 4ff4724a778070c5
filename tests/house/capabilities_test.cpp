#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace fs = std::filesystem;

namespace {

// What the product promises its customers and shops, by the ids that tests are named with.
std::set<std::string> promised() {
  std::set<std::string> ids{"A03", "A04", "A20", "B05", "B15", "B18", "B19", "B25", "E16"};
  for (int i = 1; i <= 40; ++i) ids.insert((i < 10 ? "C0" : "C") + std::to_string(i));
  return ids;
}

// The ids at the head of the names of all cases in a file: `TEST_CASE("C24, C26: …`, `test('C10: …`.
std::set<std::string> proved(const std::string& text) {
  static const std::regex named{"(?:TEST_CASE\\(|\\btest\\()\\s*[\"'`]((?:[A-Z][0-9]{2}, )*[A-Z][0-9]{2}): "};
  static const std::regex id{"[A-Z][0-9]{2}"};
  std::set<std::string> ids;
  for (std::sregex_iterator at{text.begin(), text.end(), named}, end; at != end; ++at) {
    const auto head = (*at)[1].str();
    for (std::sregex_iterator one{head.begin(), head.end(), id}; one != end; ++one) ids.insert(one->str());
  }
  return ids;
}

std::string read(const fs::path& file) {
  std::ifstream in{file};
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

TEST_SUITE("house/capabilities") {
  TEST_CASE("ids are read at the head of a case's name alone") {
    CHECK(proved("TEST_CASE(\"C24, C26: told once\") {") == std::set<std::string>{"C24", "C26"});
    CHECK(proved("  test(`B05: shown, ${how}`, async") == std::set<std::string>{"B05"});
    CHECK(proved("CHECK(\"C01: no case\"); TEST_CASE(\"as C02 says\")").empty());
  }

  TEST_CASE("whatever is promised has a test that is named by it") {
    std::set<std::string> found;
    for (fs::recursive_directory_iterator it{fs::path{SOURCE_DIR} / "tests"}, end; it != end; ++it) {
      if (it->is_directory() && (it->path().filename() == "node_modules" || it->path().filename() == "house"))
        it.disable_recursion_pending();
      else if (const auto ending = it->path().extension();
               it->is_regular_file() && (ending == ".cpp" || ending == ".hpp" || ending == ".mjs"))
        found.merge(proved(read(it->path())));
    }
    for (const auto& id : promised()) CHECK_MESSAGE(found.contains(id), "no test is named by ", id);
  }
}
