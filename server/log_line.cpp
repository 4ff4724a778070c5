#include "server/log_line.hpp"

#include <fmt/compile.h>
#include <boost/json/serialize.hpp>
#include <boost/locale/encoding_utf.hpp>

#include <algorithm>
#include <iterator>

namespace server {
namespace {

using Out = fmt::memory_buffer;

void append(Out& out, std::string_view text) { out.append(text.data(), text.data() + text.size()); }

bool printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

// A JSON string. What is not UTF-8, such as a file name, loses the bytes that are not.
void append_quoted(Out& out, std::string_view text) {
  if (printable(text)) {  // nearly always: nothing to escape
    out.push_back('"');
    append(out, text);
    out.push_back('"');
  } else {
    const auto utf8 = boost::locale::conv::utf_to_utf<char>(text.data(), text.data() + text.size());
    append(out, boost::json::serialize(boost::json::string(utf8)));
  }
}

void append_value(Out& out, const Field& field, bool quote) {
  if (const auto* text = std::get_if<std::string_view>(&field.value)) {
    return quote || text->empty() || text->find(' ') != text->npos || !printable(*text)
               ? append_quoted(out, *text)
               : append(out, *text);
  }
  if (const auto* yes = std::get_if<bool>(&field.value)) return append(out, *yes ? "true" : "false");
  const fmt::format_int number{std::get<std::int64_t>(field.value)};
  append(out, {number.data(), number.size()});
}

// RFC 3339, UTC, milliseconds.
void append_time(Out& out, orders::Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  fmt::format_to(std::back_inserter(out), FMT_COMPILE("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z"),
                 int{date.year()}, unsigned{date.month()}, unsigned{date.day()}, time.hours().count(),
                 time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

}  // namespace

void write_json(Out& out, const LogLine& line) {
  append(out, R"({"ts":")");
  append_time(out, line.at);
  append(out, R"(","level":")");
  append(out, line.level);
  append(out, R"(","msg":)");
  append_quoted(out, line.message);
  if (!line.stream.empty()) fmt::format_to(std::back_inserter(out), R"(,"stream":"{}")", line.stream);
  for (const auto& field : line.fields) {
    out.push_back(',');
    append_quoted(out, field.key);
    out.push_back(':');
    append_value(out, field, true);
  }
  out.push_back('}');
}

void write_text(Out& out, const LogLine& line) {
  append_time(out, line.at);
  fmt::format_to(std::back_inserter(out), " {:<5} ", line.level);
  if (!line.stream.empty()) fmt::format_to(std::back_inserter(out), "[{}] ", line.stream);
  if (printable(line.message))
    append(out, line.message);
  else
    append_quoted(out, line.message);
  for (const auto& field : line.fields) {
    fmt::format_to(std::back_inserter(out), " {}=", field.key);
    append_value(out, field, false);
  }
}

}  // namespace server
