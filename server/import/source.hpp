#pragma once

#include "server/import/lines.hpp"

#include <boost/json/object.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace server {

enum class ImportFormat { ords, csv, jsonl };
std::optional<ImportFormat> parse_import_format(std::string_view name);

// A row that is not imported, and why: `line 7, repair_status "Mended": It must be one of …`.
struct Fault {
  std::size_t line = 0;
  std::string column = {};  // or JSON member; empty when it is the whole row
  std::string value = {};
  std::string detail = {};  // one sentence
  std::string sentence() const;
};

// One order as the file describes it, brought into the form that `read_order` takes.
struct Record {
  std::size_t line = 0;
  boost::json::object body{};
};

// The rows of a file in one of the formats, one at a time.
class Source {
 public:
  virtual ~Source() = default;
  virtual std::optional<std::variant<Record, Fault>> next() = 0;
  // The file's own name for a member of the body: "devices[0].problem" is the column "problem".
  virtual std::string column_of(std::string_view member) const = 0;
};

// Throws ImportError when the file's header is not the format's, naming the columns that are missing or
// unknown.
std::unique_ptr<Source> open_source(ImportFormat format, Lines& lines);

}  // namespace server
