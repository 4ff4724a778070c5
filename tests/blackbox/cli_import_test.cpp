#include "tests/blackbox/shop.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

using namespace harness;
namespace fs = std::filesystem;

namespace {

const std::string excerpt = SOURCE_DIR "/tests/fixtures/ords-excerpt.csv";
constexpr auto bad_row_in_the_middle =
    "id,product_category,brand,repair_status,group_identifier,event_date,problem\n"
    "a-1,Iron,Acme,Repairable,Porthaven,2024-05-01,Cold\n"
    "a-2,Iron,Acme,Mended,Porthaven,2024-05-01,Cold\n"
    "a-3,Iron,Acme,Unknown,Porthaven,2024-05-01,Cold\n";

void make_shop(const TemporaryFolder& folder) {
  REQUIRE(run(folder, {"init", "--shop", "harbour", "--name", "Harbour", "--owner", "ann@harbour.example"})
              .exit_code == 0);
}

Ran import(const TemporaryFolder& folder, const std::string& file, Arguments more = {}) {
  more.insert(more.begin(), {"import", "--shop", "harbour", "--format", "ords", file});
  return run(folder, more);
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/cli_import");

TEST_CASE("real repairs come in once, and a second import changes nothing") {
  const TemporaryFolder folder;
  make_shop(folder);
  const auto first = import(folder, excerpt, {"--links", "links.csv"});
  CHECK(first.exit_code == 0);
  CHECK(first.out == "imported 300, already there 0, skipped 0, locations 73\n");
  CHECK(first.error.empty());
  const auto links = read_file(folder / "links.csv");
  CHECK(std::ranges::count(links, '\n') == 301);
  CHECK((fs::status(folder / "links.csv").permissions() & fs::perms::all) == fs::perms{0600});

  const auto second = import(folder, excerpt, {"--links", "links.csv"});
  CHECK(second.out == "imported 0, already there 300, skipped 0, locations 0\n");
  CHECK(read_file(folder / "links.csv") == links);
}

TEST_CASE("an import runs beside the service, and its links open at once") {
  const TemporaryFolder folder;
  make_shop(folder);
  const Service service{folder};
  REQUIRE(import(folder, excerpt).exit_code == 0);
  const auto link = run(folder, {"link", open_order});
  REQUIRE(link.exit_code == 0);
  CHECK(link.out.starts_with(service.first_lines()[0].substr(std::string("listening on ").size()) + "/t/"));
  CHECK(get(service.port(), link.out.substr(link.out.find("/t/"), 34)).status == 200);
}

TEST_CASE("a bad row is named by line, column and value, and the good ones come in") {
  const TemporaryFolder folder;
  make_shop(folder);
  write_file(folder / "repairs.csv", bad_row_in_the_middle);
  const auto ran = import(folder, "repairs.csv");
  CHECK(ran.exit_code == 1);
  CHECK(ran.out == "imported 2, already there 0, skipped 1, locations 1\n");
  CHECK(ran.error.find("repairs.csv: line 3, repair_status \"Mended\":") != ran.error.npos);
  CHECK(run(folder, {"link", "a-3"}).exit_code == 0);
}

TEST_CASE("a strict import with a bad row brings in nothing at all") {
  const TemporaryFolder folder;
  make_shop(folder);
  write_file(folder / "repairs.csv", bad_row_in_the_middle);
  const auto ran = import(folder, "repairs.csv", {"--strict", "--links", "links.csv"});
  CHECK(ran.exit_code == 1);
  CHECK(ran.out == "imported 0, already there 0, skipped 1, locations 0\n");
  CHECK(!fs::exists(folder / "links.csv"));
  CHECK(run(folder, {"link", "a-1"}).exit_code == 1);
  CHECK(run(folder, {"location", "add", "--name", "Porthaven"}).exit_code == 0);
}

TEST_CASE("a strict import that the store would refuse in part brings in nothing either") {
  const TemporaryFolder folder;
  make_shop(folder);
  write_file(folder / "one.jsonl",
             R"({"number": "7", "external_id": "till-7", "devices": [{"kind": "Iron"}]})"
             "\n");
  REQUIRE(run(folder, {"import", "--format", "jsonl", "one.jsonl"}).exit_code == 0);
  write_file(folder / "two.jsonl",
             R"({"number": "8", "devices": [{"kind": "Iron"}]})"
             "\n"
             R"({"number": "7", "external_id": "other-7", "devices": [{"kind": "Iron"}]})"
             "\n");
  const auto ran = run(folder, {"import", "--format", "jsonl", "two.jsonl", "--strict"});
  CHECK(ran.exit_code == 1);
  CHECK(ran.error.find("two.jsonl: line 2, number \"7\": Another order has this number already.") !=
        ran.error.npos);
  CHECK(run(folder, {"link", "8"}).exit_code == 1);
}

TEST_CASE("a file that cannot be imported as a whole is refused with the reason") {
  const TemporaryFolder folder;
  make_shop(folder);
  write_file(folder / "columns.csv", "id,brand,colour\n1,Acme,red\n");
  const auto columns = import(folder, "columns.csv");
  CHECK(columns.exit_code == 1);
  CHECK(columns.error.find("\"repair_status\"") != columns.error.npos);
  CHECK(import(folder, "nowhere.csv").error.find("nowhere.csv") != std::string::npos);
  CHECK(import(folder, ".").exit_code == 1);
}

TEST_CASE("all 20,190 repairs come in at their 189 locations, when the full file is at hand" *
          doctest::skip(!std::getenv("CLAIMCHECK_ORDS_CSV"))) {
  const auto* full = std::getenv("CLAIMCHECK_ORDS_CSV");
  const TemporaryFolder folder;
  make_shop(folder);
  const auto first = import(folder, full);
  CHECK(first.out == "imported 20190, already there 0, skipped 0, locations 189\n");
  CHECK(first.error.empty());
  CHECK(import(folder, full).out == "imported 0, already there 20190, skipped 0, locations 0\n");
  CHECK(run(folder, {"verify"}).exit_code == 0);
}

TEST_SUITE_END();
