#include "server/http/head.hpp"

#include "server/http/text.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>

namespace server {

namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;

// Beast's parser, handing over where things stand instead of copying them.
class Splitter final : public http::basic_parser<true> {
 public:
  explicit Splitter(Head& head) : head_{head} { header_limit(max_header_bytes + 1); }

 private:
  using View = boost::beast::string_view;

  static std::string_view view(View text) { return {text.data(), text.size()}; }

  void on_request_impl(http::verb, View method, View target, int version, error_code&) override {
    head_.method = view(method);
    head_.target = view(target);
    head_.http_1_0 = version == 10;
  }
  void on_field_impl(http::field, View name, View value, error_code&) override {
    head_.fields.emplace_back(view(name), view(value));
  }
  void on_response_impl(int, View, int, error_code&) override {}
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(View body, error_code&) override { return body.size(); }
  void on_chunk_header_impl(std::uint64_t, View, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, View body, error_code&) override { return body.size(); }
  void on_finish_impl(error_code&) override {}

  Head& head_;
};

Refused judge_request_line(std::string_view line) {
  const auto printable = [](char c) { return c >= 0x20 && c <= 0x7e; };
  if (!std::all_of(line.begin(), line.end(), printable)) return {400, "request_line"};
  const auto version = line.substr(std::min(line.rfind(' '), line.size() - 1) + 1);
  if (!version.starts_with("HTTP/")) return {400, "request_line"};
  if (version.size() == 8 && is_digit(version[5]) && version[6] == '.' && is_digit(version[7]) &&
      version != "HTTP/1.1" && version != "HTTP/1.0")
    return {505, "version"};
  const auto target = line.substr(std::min(line.find(' '), line.size() - 1) + 1);
  if (target.size() > max_target_bytes + version.size() + 1) return {414, "target"};
  return {};
}

Refused judge_field_line(std::string_view line) {
  if (line.front() == ' ' || line.front() == '\t') return {400, "folded"};
  const auto name = line.substr(0, token_length(line));
  if (name.empty() || name.size() == line.size() || line[name.size()] != ':') return {400, "field"};
  if (same_name(name, "transfer-encoding")) return {411, "transfer_encoding"};
  return {};
}

// What Beast would let through.
Refused judge_lines(std::string_view raw) {
  if (raw.find('\0') != raw.npos) return {400, "bytes"};
  for (std::size_t lines = 0; !raw.empty(); ++lines) {
    const auto end = raw.find('\n');
    if (end == raw.npos || end == 0 || raw[end - 1] != '\r') return {400, "bytes"};
    const auto line = raw.substr(0, end - 1);
    raw.remove_prefix(end + 1);
    if (line.empty()) return lines == 0 ? Refused{400, "request_line"} : Refused{};
    if (line.find('\r') != line.npos) return {400, "bytes"};
    if (lines > max_fields) return {431, "fields"};
    if (const auto refused = lines == 0 ? judge_request_line(line) : judge_field_line(line)) return refused;
  }
  return {};
}

}  // namespace

bool may_be_header(std::string_view seen, std::size_t from) {
  if (seen.find('\0', from) != seen.npos) return false;
  for (auto at = seen.find('\n', from); at != seen.npos; at = seen.find('\n', at + 1))
    if (at == 0 || seen[at - 1] != '\r') return false;
  for (auto at = seen.find('\r', from); at != seen.npos; at = seen.find('\r', at + 1))
    if (at + 1 < seen.size() && seen[at + 1] != '\n') return false;
  return true;
}

Refused parse_head(std::string_view raw, Head& head) {
  head.fields.clear();
  head.http_1_0 = false;
  if (const auto refused = judge_lines(raw)) return refused;
  Splitter splitter{head};
  splitter.body_limit(boost::none);  // a body is measured when the length has been judged
  error_code error;
  splitter.put(boost::asio::buffer(raw), error);
  if (error == http::error::bad_content_length) return {400, "content_length"};
  if (error || !splitter.is_header_done()) return {400, "syntax"};
  return {};
}

}  // namespace server
