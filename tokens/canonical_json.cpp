#include "tokens/canonical_json.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/ustring.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

namespace tokens {

namespace json = boost::json;

namespace {

constexpr std::int64_t largest = (std::int64_t{1} << 53) - 1;  // every JSON reader holds it exactly

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; });
}

// The normaliser alone would read ill-formed bytes as U+FFFD, and two different texts would then hash alike.
void check_utf8(std::string_view text) {
  if (text.size() > std::numeric_limits<std::int32_t>::max())
    throw std::invalid_argument("a text is too long");
  UErrorCode error = U_ZERO_ERROR;
  std::int32_t length = 0;
  u_strFromUTF8(nullptr, 0, &length, text.data(), static_cast<std::int32_t>(text.size()), &error);
  if (error == U_INVALID_CHAR_FOUND) throw std::invalid_argument("a text is not well-formed UTF-8");
}

std::string form_c(std::string_view text) {
  if (is_ascii(text)) return std::string(text);  // is in form C already, and most texts are
  check_utf8(text);
  UErrorCode error = U_ZERO_ERROR;
  const auto* form = icu::Normalizer2::getNFCInstance(error);
  std::string normal;
  icu::StringByteSink<std::string> sink(&normal);
  if (U_SUCCESS(error))
    form->normalizeUTF8(0, {text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr, error);
  if (U_FAILURE(error)) throw std::runtime_error(u_errorName(error));
  return normal;
}

void write_text(std::string& out, std::string_view normal) {
  static constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  for (const char c : normal) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) {
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15];
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void write(std::string& out, const json::value& value, int depth);

void write_object(std::string& out, const json::object& object, int depth) {
  std::vector<std::pair<std::string, const json::value*>> members;
  members.reserve(object.size());
  for (const auto& member : object) members.emplace_back(form_c(member.key()), &member.value());
  const auto key = [](const auto& member) -> const std::string& { return member.first; };
  std::ranges::sort(members, {}, key);
  if (std::ranges::adjacent_find(members, {}, key) != members.end())
    throw std::invalid_argument("two keys of an object are the same in Unicode's form C");
  char before = '{';
  for (const auto& [name, held] : members) {
    out += std::exchange(before, ',');
    write_text(out, name);
    out += ':';
    write(out, *held, depth);
  }
  out += members.empty() ? "{}" : "}";
}

void write_array(std::string& out, const json::array& array, int depth) {
  char before = '[';
  for (const auto& held : array) {
    out += std::exchange(before, ',');
    write(out, held, depth);
  }
  out += array.empty() ? "[]" : "]";
}

// `depth` is how many lists and objects stand around the value.
void write(std::string& out, const json::value& value, int depth) {
  if (value.is_structured() && depth == deepest_json)
    throw std::invalid_argument("a list or object stands too deep");
  if (const auto* object = value.if_object()) return write_object(out, *object, depth + 1);
  if (const auto* array = value.if_array()) return write_array(out, *array, depth + 1);
  if (const auto* text = value.if_string()) return write_text(out, form_c(*text));
  if (const auto* truth = value.if_bool()) {
    out += *truth ? "true" : "false";
    return;
  }
  if (value.is_null()) {
    out += "null";
    return;
  }
  json::error_code inexact;
  const auto number = value.is_double() ? largest + 1 : value.to_number<std::int64_t>(inexact);
  if (inexact || number > largest || number < -largest)
    throw std::invalid_argument("a number is not an integer below 2^53");
  out += std::to_string(number);
}

}  // namespace

std::string canonical_json(const json::value& value) {
  std::string out;
  write(out, value, 0);
  return out;
}

std::optional<json::value> parse_canonical(std::string_view text) {
  try {
    auto value = parse_strict(text);
    if (canonical_json(value) == text) return value;
  } catch (const std::invalid_argument&) {  // has no canonical text at all
  }
  return std::nullopt;
}

}  // namespace tokens
