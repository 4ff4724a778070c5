#include "server/http/text.hpp"

#include <boost/locale/utf.hpp>

#include <algorithm>
#include <array>

namespace server {

bool same_name(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;  // nearly always
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i] && lower(a[i]) != lower(b[i])) return false;
  return true;
}

std::string lower_case(std::string_view text) {
  std::string result{text};
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

namespace {

constexpr auto token_bytes = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view{"!#$%&'*+-.^_`|~0123456789"})
    table[static_cast<unsigned char>(c)] = true;
  for (char c = 'a'; c <= 'z'; ++c)
    table[static_cast<unsigned char>(c)] = table[static_cast<unsigned char>(c - 'a' + 'A')] = true;
  return table;
}();

}  // namespace

std::size_t token_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && token_bytes[static_cast<unsigned char>(text[length])]) ++length;
  return length;
}

bool is_token(std::string_view text) { return !text.empty() && token_length(text) == text.size(); }

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::string_view> next_element(std::string_view& list, char separator) {
  if (list.data() == nullptr) return std::nullopt;
  const auto end = list.find(separator);
  const auto element = trimmed(list.substr(0, end));
  list = end == list.npos ? std::string_view{} : list.substr(end + 1);
  return element;
}

bool is_utf8(std::string_view text) {
  using Utf = boost::locale::utf::utf_traits<char>;
  for (auto at = text.begin(); at != text.end();) {
    const auto point = Utf::decode(at, text.end());
    if (point == boost::locale::utf::illegal || point == boost::locale::utf::incomplete) return false;
  }
  return true;
}

}  // namespace server
