#include "tokens/canonical_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value_stack.hpp>

#include <cstdint>
#include <stdexcept>

namespace tokens {

namespace json = boost::json;

namespace {

using Error = json::error_code;
using Text = json::string_view;

// Builds the value as Boost.JSON's own parser does and counts the members that were written, since those
// which repeat a key are gone from the value.
struct Builder {
  static constexpr std::size_t max_object_size = json::object::max_size();
  static constexpr std::size_t max_array_size = json::array::max_size();
  static constexpr std::size_t max_key_size = json::string::max_size();
  static constexpr std::size_t max_string_size = json::string::max_size();

  json::value_stack stack = {};
  std::size_t members = 0;

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) { return true; }
  bool on_object_end(std::size_t count, Error&) { return members += count, stack.push_object(count), true; }
  bool on_array_begin(Error&) { return true; }
  bool on_array_end(std::size_t count, Error&) { return stack.push_array(count), true; }
  bool on_key_part(Text part, std::size_t, Error&) { return stack.push_chars(part), true; }
  bool on_key(Text rest, std::size_t, Error&) { return stack.push_key(rest), true; }
  bool on_string_part(Text part, std::size_t, Error&) { return stack.push_chars(part), true; }
  bool on_string(Text rest, std::size_t, Error&) { return stack.push_string(rest), true; }
  bool on_number_part(Text, Error&) { return true; }
  bool on_int64(std::int64_t number, Text, Error&) { return stack.push_int64(number), true; }
  bool on_uint64(std::uint64_t number, Text, Error&) { return stack.push_uint64(number), true; }
  bool on_double(double number, Text, Error&) { return stack.push_double(number), true; }
  bool on_bool(bool truth, Error&) { return stack.push_bool(truth), true; }
  bool on_null(Error&) { return stack.push_null(), true; }
  bool on_comment_part(Text, Error&) { return true; }
  bool on_comment(Text, Error&) { return true; }
};

std::size_t count_members(const json::value& value) {
  std::size_t count = 0;
  if (const auto* array = value.if_array())
    for (const auto& held : *array) count += count_members(held);
  if (const auto* object = value.if_object()) {
    count += object->size();
    for (const auto& member : *object) count += count_members(member.value());
  }
  return count;
}

}  // namespace

json::value parse_strict(std::string_view text) {
  json::parse_options options;
  options.max_depth = deepest_json;
  json::basic_parser<Builder> parser(options);
  parser.handler().stack.reset();
  Error error;
  const auto read = parser.write_some(false, text.data(), text.size(), error);
  if (!error && read < text.size()) error = json::error::extra_data;
  if (error) throw std::invalid_argument("not JSON: " + error.message());
  auto value = parser.handler().stack.release();
  if (count_members(value) != parser.handler().members)
    throw std::invalid_argument("an object holds a key twice");
  return value;
}

}  // namespace tokens
