#pragma once

#include <string>
#include <string_view>

namespace server {

// A table as CSV (RFC 4180: CRLF, every cell quoted), row by row.
class CsvTable {
 public:
  // Text that people wrote. A spreadsheet would take what begins with = + - @ or a tab as a formula and run
  // it, so that an apostrophe goes before it (OWASP, CSV injection).
  CsvTable& text(std::string_view words);
  // A number of ours, or a day: as it is, so that it can be summed.
  CsvTable& plain(std::string_view value);
  void end_row();

  std::string release() && { return std::move(bytes_); }

 private:
  std::string bytes_;
  bool row_began_ = false;
};

}  // namespace server
