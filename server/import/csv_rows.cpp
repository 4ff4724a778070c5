#include "server/import/csv_rows.hpp"

#include <new>
#include <utility>

namespace server {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

CsvRows::CsvRows(Lines& lines) : lines_(lines) { begin_parser(); }

void CsvRows::begin_parser() {
  csv_free(&parser_);
  if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc{};
}

void CsvRows::on_field(void* text, std::size_t size, void* self) {
  static_cast<CsvRows*>(self)->row_.fields.emplace_back(static_cast<const char*>(text), size);
}

void CsvRows::on_row(int, void* self) {
  auto& rows = *static_cast<CsvRows*>(self);
  rows.ready_.push_back(std::exchange(rows.row_, {.line = rows.lines_.number()}));
  rows.row_bytes_ = 0;
}

void CsvRows::fail(std::string fault) {
  const auto line = row_.line;
  row_ = {};
  row_bytes_ = 0;
  ready_.push_back({.line = line, .fault = std::move(fault)});
  begin_parser();
}

void CsvRows::feed(const std::string& line) {
  if (row_bytes_ == 0) {
    if (is_blank(line)) return;
    row_ = {.line = lines_.number()};
  }
  row_bytes_ += line.size();
  if (row_bytes_ > Lines::longest) return fail("The row is longer than 1 MiB: a quote may never be closed.");
  if (csv_parse(&parser_, line.data(), line.size(), on_field, on_row, this) != line.size())
    fail("A quote stands within a field, where it must be doubled.");
}

void CsvRows::finish() {
  if (row_bytes_ == 0) return;
  const bool whole = csv_fini(&parser_, on_field, on_row, this) == 0;
  if (!whole) fail("A quote is never closed.");
  row_bytes_ = 0;
}

std::optional<CsvRow> CsvRows::next() {
  while (ready_.empty()) {
    auto line = lines_.next();
    if (!line) {
      finish();
      break;
    }
    if (lines_.number() == 1 && line->starts_with(byte_order_mark)) line->erase(0, byte_order_mark.size());
    feed(*line);
  }
  if (ready_.empty()) return std::nullopt;
  auto row = std::move(ready_.front());
  ready_.pop_front();
  return row;
}

}  // namespace server
