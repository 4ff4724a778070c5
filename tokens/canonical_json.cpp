#include "tokens/canonical_json.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/ustring.h>
#include <boost/container/small_vector.hpp>
#include <boost/json/array.hpp>

#include <algorithm>
#include <forward_list>
#include <limits>
#include <stdexcept>
#include <utility>

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

// The text in form C, which is in `room` where it is another than the one given.
std::string_view form_c(std::string_view text, std::string& room) {
  if (is_ascii(text)) return text;  // is in form C already, and most texts are
  check_utf8(text);
  UErrorCode error = U_ZERO_ERROR;
  const auto* form = icu::Normalizer2::getNFCInstance(error);
  room.clear();
  icu::StringByteSink<std::string> sink(&room);
  if (U_SUCCESS(error))
    form->normalizeUTF8(0, {text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr, error);
  if (U_FAILURE(error)) throw std::runtime_error(u_errorName(error));
  return room;
}

bool is_escaped(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void write_text(std::string& out, std::string_view normal) {
  static constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  for (auto plain = normal.begin(); plain != normal.end();) {
    const auto next = std::find_if(plain, normal.end(), is_escaped);
    out.append(plain, next);
    if (next == normal.end()) break;
    const auto byte = static_cast<unsigned char>(*next);
    if (byte < 0x20) {
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += '\\';
      out += *next;
    }
    plain = std::next(next);
  }
  out += '"';
}

void write(std::string& out, const json::value& value, int depth);

void write_object(std::string& out, const json::object& object, int depth) {
  using Member = std::pair<std::string_view, const json::value*>;
  std::forward_list<std::string> rooms;  // of keys that have to be brought into form C
  boost::container::small_vector<Member, 24> members;
  for (const auto& member : object) {
    const std::string_view key = member.key();
    members.emplace_back(is_ascii(key) ? key : form_c(key, rooms.emplace_front()), &member.value());
  }
  std::ranges::sort(members, {}, &Member::first);
  if (std::ranges::adjacent_find(members, {}, &Member::first) != members.end())
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
  if (const auto* text = value.if_string()) {
    std::string room;
    return write_text(out, form_c(*text, room));
  }
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

std::string canonical_json(const json::object& object) {
  std::string out;
  write_object(out, object, 1);
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
