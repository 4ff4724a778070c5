#pragma once

#include "server/import/csv_rows.hpp"
#include "server/import/source.hpp"

#include <map>
#include <span>

namespace server {

struct Column {
  std::string_view name;
  std::string_view member = {};  // of the order's body, when it is taken over
  bool required = false;
};

// One row by its columns' names; a column that the file does not have reads as empty.
class NamedRow {
 public:
  NamedRow(const std::map<std::string, std::size_t, std::less<>>& places, const CsvRow& row)
      : places_(places), row_(row) {}
  const std::string& operator[](std::string_view column) const;
  Fault fault(std::string_view column, std::string detail) const;

 private:
  const std::map<std::string, std::size_t, std::less<>>& places_;
  const CsvRow& row_;
};

// What makes one CSV format different from another.
struct CsvLayout {
  std::string_view format;
  std::span<const Column> columns;
  std::variant<boost::json::object, Fault> (*body)(const NamedRow& row);
};
extern const CsvLayout ords_layout;     // Open Repair Data Standard 0.3
extern const CsvLayout generic_layout;  // ours

class CsvSource : public Source {
 public:
  CsvSource(const CsvLayout& layout, Lines& lines);
  std::optional<std::variant<Record, Fault>> next() override;
  std::string column_of(std::string_view member) const override;

 private:
  void read_header(const Lines& lines);

  const CsvLayout& layout_;
  CsvRows rows_;
  std::map<std::string, std::size_t, std::less<>> places_;  // column -> its place in a row
};

}  // namespace server
