#include "server/console/csv_table.hpp"

#include <csv.h>

namespace server {

CsvTable& CsvTable::text(std::string_view words) {
  constexpr std::string_view formulas = "=+-@\t\r";
  const bool risky = !words.empty() && formulas.find(words.front()) != formulas.npos;
  return plain(risky ? "'" + std::string(words) : std::string(words));
}

CsvTable& CsvTable::plain(std::string_view value) {
  if (row_began_) bytes_ += ',';
  row_began_ = true;
  const auto before = bytes_.size();
  bytes_.resize(before + 2 * value.size() + 2);  // each sign may be a quote, to be doubled
  const auto room = bytes_.size() - before;
  bytes_.resize(before + csv_write(bytes_.data() + before, room, value.data(), value.size()));
  return *this;
}

void CsvTable::end_row() {
  bytes_ += "\r\n";
  row_began_ = false;
}

}  // namespace server
