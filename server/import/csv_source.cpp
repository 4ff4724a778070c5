#include "server/import/csv_source.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace server {

const std::string& NamedRow::operator[](std::string_view column) const {
  static const std::string absent;
  const auto place = places_.find(column);
  return place == places_.end() ? absent : row_.fields[place->second];
}

Fault NamedRow::fault(std::string_view column, std::string detail) const {
  return {row_.line, std::string(column), (*this)[column], std::move(detail)};
}

CsvSource::CsvSource(const CsvLayout& layout, Lines& lines) : layout_(layout), rows_(lines) {
  read_header(lines);
}

void CsvSource::read_header(const Lines& lines) {
  const auto header = rows_.next();
  const auto refuse = [&](std::string_view what) {
    throw ImportError(fmt::format("{}:{}: {}", lines.file().string(), header ? header->line : 1, what));
  };
  if (!header) refuse("the file is empty; its first row must name the columns");
  if (!header->fault.empty()) refuse("the header cannot be read: " + header->fault);

  std::string unknown, missing;
  for (std::size_t place = 0; place < header->fields.size(); ++place) {
    const auto& name = header->fields[place];
    if (std::ranges::find(layout_.columns, name, &Column::name) == layout_.columns.end())
      unknown += fmt::format("{}\"{}\"", unknown.empty() ? "" : ", ", name);
    else if (!places_.emplace(name, place).second)
      refuse(fmt::format("the column \"{}\" stands twice in the header", name));
  }
  for (const auto& column : layout_.columns)
    if (column.required && !places_.contains(column.name))
      missing += fmt::format("{}\"{}\"", missing.empty() ? "" : ", ", column.name);
  if (!missing.empty())
    refuse(fmt::format("the header lacks columns of the format {}: {}", layout_.format, missing));
  if (!unknown.empty())
    refuse(
        fmt::format("the header has columns that the format {} does not know: {}", layout_.format, unknown));
  if (layout_.format == "csv" && !places_.contains("number") && !places_.contains("external_id"))
    refuse("the header lacks both \"number\" and \"external_id\"; one of them is needed");
}

std::optional<std::variant<Record, Fault>> CsvSource::next() {
  const auto row = rows_.next();
  if (!row) return std::nullopt;
  if (!row->fault.empty()) return Fault{.line = row->line, .detail = row->fault};
  if (row->fields.size() != places_.size())
    return Fault{
        .line = row->line,
        .detail = fmt::format("The row has {} columns, the header {}.", row->fields.size(), places_.size())};
  auto body = layout_.body(NamedRow{places_, *row});
  if (auto* fault = std::get_if<Fault>(&body)) return std::move(*fault);
  return Record{row->line, std::get<boost::json::object>(std::move(body))};
}

std::string CsvSource::column_of(std::string_view member) const {
  const auto column = std::ranges::find(layout_.columns, member, &Column::member);
  return std::string(column == layout_.columns.end() ? member : column->name);
}

}  // namespace server
