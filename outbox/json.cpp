#include "outbox/json.hpp"

#include <ctime>

namespace outbox {
namespace json = boost::json;

std::optional<json::value> parse_object(std::string_view text) {
  json::error_code error;
  json::parse_options options;
  options.max_depth = 32;
  auto value = json::parse({text.data(), text.size()}, error, {}, options);
  if (error || !value.is_object()) return std::nullopt;
  return value;
}

const json::value* find(const json::value& value, std::string_view pointer) {
  json::error_code error;
  return value.find_pointer({pointer.data(), pointer.size()}, error);
}

std::string text_at(const json::value& value, std::string_view pointer) {
  const auto* found = find(value, pointer);
  if (!found || !found->is_string()) return {};
  return std::string{found->get_string().data(), found->get_string().size()};
}

std::optional<std::int64_t> whole_at(const json::value& value, std::string_view pointer) {
  const auto* found = find(value, pointer);
  if (!found || !found->is_int64()) return std::nullopt;
  return found->get_int64();
}

std::optional<orders::Instant> from_unix(std::int64_t seconds) {
  if (seconds < 0 || seconds >= 253'402'300'800) return std::nullopt;
  return orders::Instant{std::chrono::seconds{seconds}};
}

std::optional<orders::Instant> from_rfc3339(const std::string& text) {
  std::tm utc{};
  if (text.size() > 40 || !::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &utc) || !text.ends_with('Z'))
    return std::nullopt;
  return from_unix(::timegm(&utc));
}

}  // namespace outbox
