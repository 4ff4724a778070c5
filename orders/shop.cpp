#include "orders/shop.hpp"

#include "orders/names.hpp"

#include <algorithm>

namespace orders {
namespace {

constexpr std::size_t longest_slug = 63;    // a DNS label, RFC 1035
constexpr std::size_t longest_email = 254;  // RFC 5321
constexpr std::size_t longest_url = 2048;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_visible_ascii(char c) { return c > 0x20 && c < 0x7f; }

// Letters for U+00C0 to U+00FF, whose second UTF-8 byte is 0x80 to 0xbf behind 0xc3; '-' for what is no
// letter.
constexpr std::string_view latin_letters = "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty";

constexpr Names<Entry, 3> entries{{"direct", "recheck", "login"}};

}  // namespace

std::string_view name(Entry entry) { return entries.of(entry); }
std::optional<Entry> parse_entry(std::string_view name) { return entries.parse(name); }

Branding effective_branding(const Shop& shop, const Location& location) {
  auto branding = location.branding;
  if (branding.colour.empty()) branding.colour = shop.branding.colour;
  if (!branding.logo) branding.logo = shop.branding.logo;
  if (branding.message.empty()) branding.message = shop.branding.message;
  return branding;
}

std::optional<std::string> slugify(std::string_view name) {
  std::string slug;
  for (std::size_t i = 0; i < name.size() && slug.size() < longest_slug; ++i) {
    char c = to_lower(name[i]);
    if (c == '\xc3' && i + 1 < name.size() && (static_cast<unsigned char>(name[i + 1]) & 0xc0) == 0x80)
      c = latin_letters[static_cast<unsigned char>(name[++i]) & 0x3f];
    if (is_lower(c) || is_digit(c))
      slug += c;
    else if (c != '\'' && !slug.empty() && slug.back() != '-')
      slug += '-';
  }
  if (slug.ends_with('-')) slug.pop_back();
  if (slug.empty()) return std::nullopt;
  return slug;
}

bool is_slug(std::string_view text) {
  return !text.empty() && text.size() <= longest_slug && !text.starts_with('-') && !text.ends_with('-') &&
         text.find("--") == std::string_view::npos &&
         std::ranges::all_of(text, [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

bool is_colour(std::string_view text) {
  return text.size() == 7 && text.front() == '#' &&
         std::ranges::all_of(text.substr(1), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

bool is_e164(std::string_view text) {
  return text.size() >= 8 && text.size() <= 16 && text[0] == '+' && text[1] != '0' &&
         std::ranges::all_of(text.substr(1), is_digit);
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.size() > longest_email) return false;
  const auto domain = text.substr(at + 1);
  const bool visible = std::ranges::none_of(text, [](char c) { return (c >= 0 && c <= 0x20) || c == 0x7f; });
  return visible && domain.find('@') == std::string_view::npos &&
         domain.find('.') != std::string_view::npos && !domain.starts_with('.') && !domain.ends_with('.');
}

bool is_https_url(std::string_view text) {
  constexpr std::string_view scheme = "https://";
  if (!text.starts_with(scheme) || text.size() > longest_url) return false;
  const auto rest = text.substr(scheme.size());
  const auto host = rest.substr(0, rest.find_first_of("/?#"));
  // User information before the host (https://bank.example@evil.example) only serves to deceive.
  return !host.empty() && host.front() != ':' && host.find('@') == std::string_view::npos &&
         std::ranges::all_of(rest, is_visible_ascii) &&
         rest.find_first_of("\"'<>\\`{}|^") == std::string_view::npos;
}

}  // namespace orders
