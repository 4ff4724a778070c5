#include "server/console/csv_table.hpp"

#include <doctest/doctest.h>

TEST_SUITE_BEGIN("server/csv_table");

TEST_CASE("a table is written as RFC 4180 says: quoted, quotes doubled, rows ended by CRLF") {
  server::CsvTable table;
  table.text("number").text("customer").end_row();
  table.text("R-1").text("Ann \"Bo\" Rao, jr\nupstairs").end_row();
  CHECK(std::move(table).release() ==
        "\"number\",\"customer\"\r\n\"R-1\",\"Ann \"\"Bo\"\" Rao, jr\nupstairs\"\r\n");
}

TEST_CASE("no cell that somebody wrote is a formula; numbers of ours stay numbers") {
  for (const std::string risky : {"=1+1", "+441632960123", "-2", "@SUM(A1)", "\t=1", "\r=1"}) {
    server::CsvTable table;
    table.text(risky).end_row();
    CHECK(std::move(table).release() == "\"'" + risky + "\"\r\n");
  }
  server::CsvTable table;
  table.plain("-12.50").text("").text("a=1").end_row();
  CHECK(std::move(table).release() == "\"-12.50\",\"\",\"a=1\"\r\n");
}

TEST_SUITE_END();
