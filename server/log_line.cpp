#include "server/log_line.hpp"

#include <fmt/compile.h>
#include <boost/json/serialize.hpp>
#include <boost/locale/encoding_utf.hpp>

#include <concepts>
#include <iterator>

namespace server {
namespace {

using Out = fmt::memory_buffer;

void append(Out& out, std::string_view text) { out.append(text.data(), text.data() + text.size()); }

bool printable(std::string_view text) {
  bool all = true;  // without a branch a byte, so that many are looked at at once
  for (const char c : text)
    all = all & (static_cast<unsigned char>(c - ' ') <= '~' - ' ') & (c != '"') & (c != '\\');
  return all;
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

// RFC 3339, UTC, milliseconds. All but those stay the same for a whole second.
void append_time(Out& out, orders::Instant at) {
  static thread_local std::string text;
  static thread_local std::chrono::sys_seconds written{std::chrono::seconds::min()};
  const auto second = std::chrono::floor<std::chrono::seconds>(at);
  if (second != written) {
    const auto day = std::chrono::floor<std::chrono::days>(second);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{second - day};
    text = fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.000Z"), int{date.year()},
                       unsigned{date.month()}, unsigned{date.day()}, time.hours().count(),
                       time.minutes().count(), time.seconds().count());
    written = second;
  }
  auto rest = static_cast<int>((at - second).count());
  for (auto place = text.size() - 2; place > text.size() - 5; --place, rest /= 10)
    text[place] = static_cast<char>('0' + rest % 10);
  append(out, text);
}

// Text that holds nothing to escape, put down in one piece: a request's line has too many for one at a time.
class Line {
 public:
  Line& add(std::string_view text) {
    text = text.substr(0, static_cast<std::size_t>(std::end(bytes_) - at_));
    at_ = std::copy(text.begin(), text.end(), at_);
    return *this;
  }
  Line& add(std::integral auto number) {
    const fmt::format_int digits{number};
    return add({digits.data(), digits.size()});
  }
  void put(Out& out) const { out.append(bytes_, at_); }

 private:
  char bytes_[512];
  char* at_ = bytes_;
};

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

void write_json(Out& out, orders::Instant at, const RequestLine& line, std::string_view client) {
  append(out, R"({"ts":")");
  append_time(out, at);
  Line fixed;
  fixed.add(R"(","level":"info","msg":"request","id":")").add(line.id);
  fixed.add(R"(","route":")").add(line.route).add(R"(","method":")").add(line.method);
  fixed.add(R"(","status":)").add(line.status).add(R"(,"bytes":)").add(line.bytes);
  fixed.add(R"(,"us":)").add(line.microseconds).add(R"(,"client":")").add(client).add("\"");
  if (!line.link.empty()) fixed.add(R"(,"link":")").add(line.link).add("\"");
  if (!line.cache.empty()) fixed.add(R"(,"cache":")").add(line.cache).add("\"");
  fixed.put(out);
  if (!line.shop.empty()) {
    append(out, R"(,"shop":)");
    append_quoted(out, line.shop);
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
