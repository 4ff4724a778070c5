#include "views/url.hpp"

#include <fmt/compile.h>
#include <algorithm>
#include <array>
#include <iterator>
#include <stdexcept>

namespace views {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
// What may stand in a URL as it is (RFC 3986), without the quote characters that HTML would have to escape.
constexpr auto plain = [] {
  std::array<bool, 256> table{};
  for (const unsigned char c : std::string_view{"-._~:/?#[]@!$()*+,;=%&"}) table[c] = true;
  for (unsigned c = 0; c < 128; ++c)
    if (is_digit(static_cast<char>(c)) || is_letter(static_cast<char>(c))) table[c] = true;
  return table;
}();
bool is_plain(char c) { return plain[static_cast<unsigned char>(c)]; }

std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_digit(c) || is_letter(c) || c == '-' || c == '.' || c == '_' || c == '~')
      out += c;
    else
      fmt::format_to(std::back_inserter(out), FMT_COMPILE("%{:02X}"), static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

Url Url::local(std::string path) {
  const bool rooted = path.starts_with('/') && !path.starts_with("//");
  if (!(rooted || path.starts_with('?') || path.starts_with('#')) || !std::ranges::all_of(path, is_plain))
    throw std::invalid_argument("not an address on this server: " + path);
  return Url{std::move(path)};
}

Url Url::asset(std::string_view sha256, std::string_view extension) {
  return local(fmt::format("/a/{}.{}", sha256, extension));
}

Url Url::map_search(std::string_view address) {
  return Url{"https://www.openstreetmap.org/search?query=" + encoded(address)};
}

std::optional<Url> Url::tel(std::string_view e164) {
  if (e164.size() < 5 || e164[0] != '+' || !std::ranges::all_of(e164.substr(1), is_digit))
    return std::nullopt;
  return Url{fmt::format("tel:{}", e164)};
}

std::optional<Url> Url::mailto(std::string_view address) {
  const auto at = address.find('@');
  if (at == 0 || at == address.npos || at + 1 == address.size() || address.find('@', at + 1) != address.npos)
    return std::nullopt;
  return Url{fmt::format("mailto:{}@{}", encoded(address.substr(0, at)), encoded(address.substr(at + 1)))};
}

Url Url::whatsapp(std::string_view e164, std::string_view text) {
  const auto digits = tel(e164) ? e164.substr(1) : std::string_view{};
  return Url{fmt::format("https://wa.me/{}?text={}", digits, encoded(text))};
}

// Old and new telephones disagree about how the text is named; this is how most of them do.
Url Url::sms(std::string_view e164, std::string_view text) {
  return Url{fmt::format("sms:{}?body={}", tel(e164) ? e164 : std::string_view{}, encoded(text))};
}

Url Url::letter(std::string_view address, std::string_view subject, std::string_view text) {
  std::string lines;
  for (const char c : text) c == '\n' ? lines += "\r\n" : lines += c;
  const auto to = mailto(address);
  return Url{
      fmt::format("{}?subject={}&body={}", to ? to->str() : "mailto:", encoded(subject), encoded(lines))};
}

std::optional<Url> Url::web(std::string_view address) {
  const auto host = address.starts_with("https://") ? 8u : address.starts_with("http://") ? 7u : 0u;
  if (host == 0 || !std::ranges::all_of(address, is_plain)) return std::nullopt;
  const auto authority = address.substr(host, address.find_first_of("/?#", host) - host);
  // A user name before an @ is how a link pretends to lead elsewhere.
  if (authority.empty() || authority.find('@') != authority.npos || authority[0] == ':') return std::nullopt;
  return Url{std::string(address)};
}

}  // namespace views
