#pragma once

#include "server/import/lines.hpp"

#include <csv.h>

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace server {

struct CsvRow {
  std::size_t line = 0;  // where it begins
  std::vector<std::string> fields = {};
  std::string fault = {};  // why it cannot be read, one sentence; then there are no fields
};

// The rows of a CSV file (RFC 4180), read by libcsv a line at a time, which is how a row knows where it
// began. After a fault the next line begins a new row.
class CsvRows {
 public:
  explicit CsvRows(Lines& lines);
  ~CsvRows() { csv_free(&parser_); }
  CsvRows(const CsvRows&) = delete;
  CsvRows& operator=(const CsvRows&) = delete;

  std::optional<CsvRow> next();

 private:
  static void on_field(void* text, std::size_t size, void* self);
  static void on_row(int end, void* self);
  void feed(const std::string& line);
  void finish();
  void fail(std::string fault);
  void begin_parser();

  Lines& lines_;
  csv_parser parser_{};
  CsvRow row_{};               // being read
  std::size_t row_bytes_ = 0;  // of it so far
  std::deque<CsvRow> ready_;
};

}  // namespace server
