#include "server/import/source.hpp"

#include "server/import/csv_source.hpp"
#include "server/import/text.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

namespace server {

namespace json = boost::json;

namespace {

// JSON lines: one body of POST /orders a line, empty lines passed over.
class JsonLines : public Source {
 public:
  explicit JsonLines(Lines& lines) : lines_(lines) {}

  std::optional<std::variant<Record, Fault>> next() override {
    for (auto line = lines_.next(); line; line = lines_.next()) {
      line->erase(line->find_last_not_of(" \t\r\n") + 1);
      if (line->empty()) continue;
      json::error_code error;
      auto value = json::parse(*line, error);
      const auto number = lines_.number();
      if (error) return Fault{number, "", *line, "This is not JSON: " + error.message() + "."};
      if (!value.is_object()) return Fault{number, "", *line, "This is not a JSON object."};
      return Record{number, std::move(value.get_object())};
    }
    return std::nullopt;
  }
  std::string column_of(std::string_view member) const override { return std::string(member); }

 private:
  Lines& lines_;
};

}  // namespace

std::optional<ImportFormat> parse_import_format(std::string_view name) {
  if (name == "ords") return ImportFormat::ords;
  if (name == "csv") return ImportFormat::csv;
  if (name == "jsonl") return ImportFormat::jsonl;
  return std::nullopt;
}

std::string Fault::sentence() const {
  const auto where = column.empty() ? fmt::format("line {}", line) : fmt::format("line {}, {}", line, column);
  return value.empty() ? fmt::format("{}: {}", where, detail)
                       : fmt::format("{} \"{}\": {}", where, shown(value), detail);
}

std::unique_ptr<Source> open_source(ImportFormat format, Lines& lines) {
  if (format == ImportFormat::jsonl) return std::make_unique<JsonLines>(lines);
  return std::make_unique<CsvSource>(format == ImportFormat::ords ? ords_layout : generic_layout, lines);
}

}  // namespace server
