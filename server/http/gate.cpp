#include "server/http/gate.hpp"

#include "server/http/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace server {

namespace {

// The first of a name, and how many there are of it.
struct Field {
  std::string_view value = {};
  std::size_t count = 0;

  void take(std::string_view next) {
    if (count++ == 0) value = next;
  }
};

// The fields that are judged, found in one pass.
struct Judged {
  explicit Judged(const Head& head) {
    for (const auto& [name, value] : head.fields)
      if (auto* field = place(name)) field->take(value);
  }
  Field* place(std::string_view name) {
    switch (name.size()) {  // no two have one length
      case 4: return same_name(name, "host") ? &host : nullptr;
      case 6: return same_name(name, "expect") ? &expect : nullptr;
      case 10: return same_name(name, "connection") ? &connection : nullptr;
      case 14: return same_name(name, "content-length") ? &length : nullptr;
      case 16: return same_name(name, "content-encoding") ? &coding : nullptr;
      case 17: return same_name(name, "transfer-encoding") ? &transfer : nullptr;
      default: return nullptr;
    }
  }
  Field host, expect, connection, length, coding, transfer;
};

Refused judge_method(std::string_view name, Method& method) {
  static constexpr std::array<std::pair<std::string_view, Method>, 6> known{{{"GET", Method::get},
                                                                             {"HEAD", Method::head},
                                                                             {"POST", Method::post},
                                                                             {"PUT", Method::put},
                                                                             {"PATCH", Method::patch},
                                                                             {"DELETE", Method::del}}};
  for (const auto& [text, value] : known)
    if (name == text) {
      method = value;
      return {};
    }
  if (name == "OPTIONS" || name == "CONNECT" || name == "TRACE") return {405, "method"};
  return {501, "method"};
}

Refused judge_target(std::string_view target, Verdict& verdict) {
  if (target.size() > max_target_bytes) return {414, "target"};
  const auto legal = [](char c) { return c >= 0x21 && c <= 0x7e && c != '#'; };
  if (!target.starts_with('/') || !std::all_of(target.begin(), target.end(), legal)) return {400, "target"};
  const auto question = target.find('?');
  verdict.path = target.substr(0, question);
  if (question != target.npos) verdict.query = target.substr(question + 1);
  return {};
}

Refused judge_host(const Field& host, bool http_1_0, const KnownHost& known_host) {
  if (host.count == 0 && http_1_0) return {};
  if (host.count != 1) return {400, "host"};
  const auto name = host_name(host.value);
  if (!name) return {400, "host"};
  return known_host(*name) ? Refused{} : Refused{421, "host"};
}

Refused judge_length(const Field& field, std::uint32_t& length) {
  if (field.count == 0) return {};
  const auto digits = field.value;
  if (field.count > 1 || digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit))
    return {400, "content_length"};
  if (digits.size() > 9) return {413, "body"};
  std::from_chars(digits.data(), digits.data() + digits.size(), length);
  return {};
}

// Every Connection field together says whether the connection lives on (RFC 9112 section 9.3).
bool keeps_alive(const Head& head, const Field& connection) {
  if (connection.count == 0) return !head.http_1_0;
  bool keep = false, close = false;
  for (auto [name, value] : head.fields) {
    if (!same_name(name, "connection")) continue;
    while (const auto option = next_element(value)) {
      keep = keep || same_name(*option, "keep-alive");
      close = close || same_name(*option, "close");
    }
  }
  return !close && (keep || !head.http_1_0);
}

Refused judge_expectation(const Field& expect, bool http_1_0, Verdict& verdict) {
  if (expect.count == 0 || http_1_0) return {};  // RFC 9110 section 10.1.1: ignored from 1.0
  if (expect.count > 1 || !same_name(expect.value, "100-continue")) return {417, "expect"};
  verdict.wants_continue = verdict.content_length > 0;
  return {};
}

}  // namespace

Verdict check(const Head& head, const KnownHost& known_host) {
  Verdict verdict;
  auto& refused = verdict.refused;
  const Judged fields{head};
  // Framing first: a wrong length must not be answered as if only the host were wrong.
  if (fields.transfer.count > 0) refused = {411, "transfer_encoding"};
  if (!refused) refused = judge_length(fields.length, verdict.content_length);
  if (!refused && head.fields.size() > max_fields) refused = {431, "fields"};
  if (!refused) refused = judge_method(head.method, verdict.method);
  if (!refused) refused = judge_target(head.target, verdict);
  if (!refused) refused = judge_host(fields.host, head.http_1_0, known_host);
  if (!refused && fields.coding.count > 0) refused = {415, "content_encoding"};
  if (!refused) refused = judge_expectation(fields.expect, head.http_1_0, verdict);
  verdict.keep_alive = !refused && keeps_alive(head, fields.connection);
  return verdict;
}

std::optional<std::string> host_name(std::string_view authority) {
  const auto bracket = authority.starts_with('[') ? authority.find(']') : 0;
  if (bracket == authority.npos) return std::nullopt;
  const auto colon = authority.find(':', bracket);
  const auto name = authority.substr(0, colon);
  if (colon != authority.npos) {
    const auto port = authority.substr(colon + 1);
    if (port.empty() || port.size() > 5 || !std::all_of(port.begin(), port.end(), is_digit))
      return std::nullopt;
  }
  const auto inside = bracket ? name.substr(1, bracket - 1) : name;
  const auto legal = [&](char c) {
    const bool address = is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f') || c == ':' || c == '.';
    return bracket ? address
                   : is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' || c == '.' || c == '_';
  };
  if (inside.empty() || !std::all_of(inside.begin(), inside.end(), legal)) return std::nullopt;
  if (bracket && name.size() != bracket + 1) return std::nullopt;
  return lower_case(name);
}

bool is_text(std::string_view content_type) {
  const auto type = lower_case(trimmed(content_type.substr(0, content_type.find(';'))));
  return type.starts_with("text/") || type == "application/json" || type.ends_with("+json") ||
         type == "application/x-www-form-urlencoded";
}

}  // namespace server
