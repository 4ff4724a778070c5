#include "server/import/csv_rows.hpp"
#include "server/import/order_body.hpp"
#include "server/import/source.hpp"
#include "server/import/text.hpp"
#include "server/json/dates.hpp"
#include "tests/server/scratch.hpp"

#include <doctest/doctest.h>
#include <boost/json.hpp>

using namespace server;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

std::vector<CsvRow> rows_of(std::string_view text) {
  const Scratch scratch;
  Lines lines{scratch.write("rows.csv", text)};
  CsvRows rows{lines};
  std::vector<CsvRow> all;
  while (auto row = rows.next()) all.push_back(std::move(*row));
  return all;
}

// What a file of that format is read as: one line for each row.
std::vector<std::string> read(ImportFormat format, std::string_view text) {
  const Scratch scratch;
  Lines lines{scratch.write("orders", text)};
  const auto source = open_source(format, lines);
  std::vector<std::string> all;
  while (auto item = source->next()) {
    const auto* fault = std::get_if<Fault>(&*item);
    all.push_back(fault ? fault->sentence() : json::serialize(std::get<Record>(*item).body));
  }
  return all;
}

orders::Outcome<OrderBody> body(std::string_view text) { return read_order(json::parse(text).as_object()); }

}  // namespace

TEST_SUITE_BEGIN("server/import_rows");

TEST_CASE("a row knows the line it began on, whatever stands in its fields") {
  const auto rows = rows_of(
      "\xef\xbb\xbf"
      "a,b\r\n\r\n\"two\nlines\",\"say \"\"hi\"\"\"\n  x , \n,\n1,2");
  REQUIRE(rows.size() == 5);
  CHECK(rows[0].fields == std::vector<std::string>{"a", "b"});
  CHECK(rows[1].line == 3);
  CHECK(rows[1].fields == std::vector<std::string>{"two\nlines", "say \"hi\""});
  CHECK(rows[2].line == 5);
  CHECK(rows[2].fields == std::vector<std::string>{"x", ""});
  CHECK(rows[3].fields == std::vector<std::string>{"", ""});
  CHECK(rows[4].line == 7);
}

TEST_CASE("a row with a broken quote is told, and the next line begins anew") {
  const auto rows = rows_of("a,b\n1,a \"b\" c\n2,fine\n3,\"open\n4,lost\n");
  REQUIRE(rows.size() == 4);
  CHECK(rows[1].line == 2);
  CHECK(rows[1].fault == "A quote stands within a field, where it must be doubled.");
  CHECK(rows[2].fields.at(1) == "fine");
  CHECK(rows[3].line == 4);
  CHECK(rows[3].fault == "A quote is never closed.");
}

TEST_CASE("a line without an end does not fill the memory") {
  const Scratch scratch;
  Lines lines{scratch.write("long.csv", "a,b\n" + std::string(2 * Lines::longest, 'x'))};
  CsvRows rows{lines};
  CHECK(rows.next());
  CHECK_THROWS_WITH_AS(rows.next(), doctest::Contains("longer than 1 MiB"), ImportError);
}

TEST_CASE("a repair record becomes an order at its group, at the stage of its outcome") {
  const auto read_rows = read(ImportFormat::ords,
                              "id,product_category,brand,repair_status,group_identifier,event_date,problem\n"
                              "r1,Iron,Unknown,End of life,Caf\xc3\xa9,2024-05-01,\"Cold, dead\"\n"
                              "r2,Iron,Acme,Mended,Caf\xc3\xa9,2024-05-01,x\n"
                              "r3,Iron,Acme,Fixed,,2024-05-01,x\n"
                              "r4,Iron\n");
  REQUIRE(read_rows.size() == 4);
  CHECK(json::parse(read_rows[0]) ==
        json::parse(R"({"external_id": "r1", "number": "r1", "location": "Café", "created_on": "2024-05-01",
                        "stage": "cancelled", "devices": [{"kind": "Iron", "problem": "Cold, dead"}]})"));
  CHECK(read_rows[1] ==
        "line 3, repair_status \"Mended\": It must be Fixed, Repairable, End of life or Unknown.");
  CHECK(read_rows[2] == "line 4, group_identifier: It must not be empty.");
  CHECK(read_rows[3] == "line 5: The row has 2 columns, the header 7.");
}

TEST_CASE("a CSV file's columns become the order, its customer and its device") {
  const auto rows =
      read(ImportFormat::csv, "number,customer_name,device_kind,device_model,stage\nR-7,Ann,Phone,,ready\n");
  REQUIRE(rows.size() == 1);
  CHECK(json::parse(rows[0]) ==
        json::parse(R"({"number": "R-7", "stage": "ready", "customer": {"name": "Ann"},
                                                "devices": [{"kind": "Phone"}]})"));
}

TEST_CASE("a header names the columns that are missing, unknown or there twice") {
  CHECK_THROWS_WITH_AS(read(ImportFormat::ords, ""), doctest::Contains("empty"), ImportError);
  CHECK_THROWS_WITH_AS(read(ImportFormat::ords, "id,brand\n"), doctest::Contains("\"repair_status\""),
                       ImportError);
  CHECK_THROWS_WITH_AS(read(ImportFormat::csv, "number,device_kind,colour\n"),
                       doctest::Contains("\"colour\""), ImportError);
  CHECK_THROWS_WITH_AS(read(ImportFormat::csv, "number,device_kind,number\n"), doctest::Contains("twice"),
                       ImportError);
  CHECK_THROWS_WITH_AS(read(ImportFormat::csv, "device_kind\n"), doctest::Contains("\"external_id\""),
                       ImportError);
}

TEST_CASE("JSON lines are read one by one, and what is not an object is told") {
  const auto rows = read(ImportFormat::jsonl, "{\"number\":\"1\"}\n\n[1]\n{\"number\n");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0] == R"({"number":"1"})");
  CHECK(rows[1] == "line 3 \"[1]\": This is not a JSON object.");
  CHECK(rows[2].starts_with("line 4 \"{\"number\": This is not JSON"));
}

TEST_CASE("an order's body is read strictly, its first fault named by its place") {
  const auto fault = [](std::string_view text) { return body(text).error().field; };
  CHECK(fault(R"({"devices": []})") == "external_id");
  CHECK(fault(R"({"number": 7})") == "number");
  CHECK(fault(R"({"number": "7", "colour": "red"})") == "colour");
  CHECK(fault(R"({"number": "7", "devices": [{"kind": "Iron"}, {"kind": 1}]})") == "devices[1].kind");
  CHECK(fault(R"({"number": "7", "customer": {"nick": "Al"}})") == "customer.nick");
  CHECK(fault(R"({"number": "7", "note": "\u0007"})") == "note");
  CHECK(fault(R"({"number": "7", "stage": "asleep"})") == "stage");
  CHECK(fault(R"({"number": "7", "created_on": "2023-02-29"})") == "created_on");
}

TEST_CASE("number and external id stand in for each other") {
  CHECK(body(R"({"number": "7"})")->order.external_id == "7");
  CHECK(body(R"({"external_id": "x"})")->order.number == "x");
}

TEST_CASE("a stage becomes its canonical status on every device, or is set on the order") {
  const auto ready = body(R"({"number": "7", "stage": "ready", "devices": [{"kind": "A"}, {"kind": "B"}]})");
  CHECK(ready->order.devices[1].status == "repaired_ready");
  CHECK(body(R"({"number": "7", "stage": "cancelled"})")->order.cancelled);
  CHECK(body(R"({"number": "7", "stage": "on_hold"})")->on_hold);
}

TEST_CASE("times are read with any offset, days by the calendar") {
  const auto noon = orders::Instant{std::chrono::sys_days{std::chrono::year{2026} / 5 / 1} + 12h};
  CHECK(parse_rfc3339("2026-05-01T12:00:00Z") == noon);
  CHECK(parse_rfc3339("2026-05-01t13:30:00.250+01:30") == noon + 250ms);
  CHECK(parse_rfc3339("2026-05-01 07:00:00-05:00") == noon);
  for (const auto* wrong :
       {"", "2026-05-01", "2026-05-01T12:00Z", "2026-05-01T12:00:00", "2026-05-01T24:00:00Z",
        "2026-13-01T12:00:00Z", "2026-05-01T12:00:00.Z", "2026-05-01T12:00:00Zulu", "+026-05-01T12:00:00Z"})
    CHECK_MESSAGE(!parse_rfc3339(wrong), wrong);
  CHECK(parse_date("2024-02-29"));
  for (const auto* wrong : {"2023-02-29", "24-02-29", "2024-2-29", "2024-02-29 ", "2024/02/29"})
    CHECK_MESSAGE(!parse_date(wrong), wrong);
}

TEST_CASE("a value in a message is short and harmless to a terminal") {
  CHECK(shown("plain café") == "plain café");
  CHECK(shown("a\x1b[31m\n\xff") == "a\\x1b[31m\\x0a\\xff");
  CHECK(shown("\xc2\x9b") == "\\xc2\\x9b");
  CHECK(shown(std::string(100, 'x')) == std::string(60, 'x') + "…");
}

TEST_SUITE_END();
