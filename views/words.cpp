#include "views/words.hpp"

#include <fmt/compile.h>
#include <algorithm>
#include <array>

namespace views {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// The part of UTF-8 text that holds its first `count` characters.
std::string_view first_characters(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (; at < text.size(); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xc0) != 0x80 && count-- == 0) break;
  return text.substr(0, at);
}

std::string_view last_characters(std::string_view text, std::size_t count) {
  std::size_t at = text.size();
  while (at > 0 && count > 0)
    if ((static_cast<unsigned char>(text[--at]) & 0xc0) != 0x80) --count;
  return text.substr(at);
}

std::string_view known(std::string_view text) {
  return text == "Unknown" || text == "unknown" || text == "n/a" || text == "N/A" ? std::string_view{} : text;
}

// "iPhone 13" and "Galaxy Book 2" are what their owners call them, "NP750XDA" is not.
bool is_name(std::string_view model) {
  int run = 0;
  for (const char c : model)
    if ((run = is_lower(c) ? run + 1 : 0) == 3) return true;
  return false;
}

// "Laptop" stands in mid-sentence as "laptop", except where nouns keep their capital or the device comes
// first in its sentences, as in "Laptop: trwa naprawa"; "TV" stays.
std::string within_sentence(std::string_view kind, const Locale& locale) {
  static constexpr std::array<std::string_view, 3> capital{"de", "it", "pl"};
  std::string word(kind);
  if (std::ranges::find(capital, locale.tag()) == capital.end() && word.size() > 1 && is_upper(word[0]) &&
      is_lower(word[1]))
    word[0] = static_cast<char>(word[0] + 32);
  return word;
}

std::string joined(std::string_view a, std::string_view b) {
  std::string out(a);
  if (!a.empty() && !b.empty()) out += ' ';
  return out += b;
}

// How many digits the country code has (ITU-T E.164 assignments): zones 1 and 7 one, these two, all others
// three.
std::size_t country_code_length(std::string_view digits) {
  static constexpr std::array two{"20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41",
                                  "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54",
                                  "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66",
                                  "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98"};
  if (digits[0] == '1' || digits[0] == '7') return 1;
  for (const std::string_view code : two)
    if (digits.starts_with(code)) return 2;
  return 3;
}

}  // namespace

std::string device_name(const orders::Device& device, const Locale& locale) {
  if (is_name(device.model)) return device.model;
  const auto name = joined(known(device.brand), within_sentence(known(device.kind), locale));
  return name.empty() ? locale.text("device") : name;
}

std::string device_in_full(const orders::Device& device, const Locale& locale) {
  const auto brand = known(device.brand), model = known(device.model);
  if (model.empty())
    return brand.empty() && !known(device.kind).empty() ? device.kind : device_name(device, locale);
  return model.starts_with(brand) ? std::string(model) : joined(brand, model);
}

std::string short_name(std::string_view full_name) {
  const auto space = full_name.find(' ');
  if (space == full_name.npos) return std::string(full_name);
  const auto last = full_name.substr(full_name.rfind(' ') + 1);
  return fmt::format("{} {}.", full_name.substr(0, space), first_characters(last, 1));
}

std::string last_four(std::string_view serial) {
  return serial.size() < 8 ? std::string{} : fmt::format("…{}", last_characters(serial, 4));
}

// A line may end behind the @ and nowhere before it (word joiner, zero-width space).
std::string masked_email(std::string_view email) {
  const auto at = email.rfind('@');
  if (at == email.npos) return {};
  return fmt::format("{}…\u2060@\u200b{}", first_characters(email, 1), email.substr(at + 1));
}

std::string masked_phone(std::string_view phone) {
  return phone.size() < 8 ? std::string{} : fmt::format("…{}", last_characters(phone, 3));
}

std::string phone_text(std::string_view e164) {
  if (!Url::tel(e164) || e164.size() < 9) return std::string(e164);
  auto rest = e164.substr(1);
  const auto country = country_code_length(rest);
  auto out = fmt::format("+{}", rest.substr(0, country));
  rest.remove_prefix(country);
  // North America groups from the left, others from the right. Non-breaking spaces keep the number on one
  // line.
  for (bool first = true; !rest.empty(); first = false) {
    const bool odd = first && country > 1;
    const auto take = rest.size() <= 4 ? rest.size() : odd ? 3 + rest.size() % 3 : 3;
    out += "\u00a0";
    out += rest.substr(0, take);
    rest.remove_prefix(take);
  }
  return out;
}

Html moment(orders::Instant when, const std::string& text, bool ago) {
  const auto day = std::chrono::floor<std::chrono::days>(when);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(when - day)};
  const auto machine = fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z"), int{date.year()},
                                   unsigned{date.month()}, unsigned{date.day()}, time.hours().count(),
                                   time.minutes().count(), time.seconds().count());
  return html(R"html(<time class="{}" datetime="{}">{}</time>)html", ago ? "ago" : "at", machine, text);
}

Html phone_link(std::string_view e164) {
  const auto url = Url::tel(e164);
  const auto text = phone_text(e164);
  return url ? html(R"html(<a href="{}"><bdi dir="ltr">{}</bdi></a>)html", *url, text)
             : html("<bdi>{}</bdi>", text);
}

}  // namespace views
