#include "views/locale.hpp"

#include "views/catalogue.hpp"
#include "views/embedded.hpp"
#include "views/formats.hpp"

#include <algorithm>
#include <charconv>
#include <memory>

namespace views {
namespace {

using std::chrono::milliseconds;

milliseconds wall_clock(orders::Instant when, const orders::Zone& zone) {
  return when.time_since_epoch() + zone.offset_at(when);
}

class Language final : public Locale {
 public:
  // English is the message itself; its dates are the British ones, which most of the world reads without a
  // slip.
  Language() : tag_("en"), formats_("en-GB") { settle(); }
  // Latin digits everywhere: the figures must equal those on the ticket and in the telephone number.
  Language(std::string tag, std::string_view mo_bytes)
      : tag_(std::move(tag)), catalogue_(tag_, mo_bytes), formats_(tag_ + "-u-nu-latn") {
    settle();
  }

  const std::string& tag() const override { return tag_; }
  bool right_to_left() const override { return right_to_left_; }
  const std::string& own_name() const override { return own_name_; }

  std::string text(std::string_view message, std::initializer_list<Argument> arguments) const override {
    return fill(catalogue_.find(message), arguments, right_to_left_);
  }
  std::string plural(std::string_view one, std::string_view many, long n) const override {
    return fill(catalogue_.find(one, many, n), {{"n", std::to_string(n)}}, right_to_left_);
  }

  std::string money(const orders::Money& amount) const override {
    // Isolated, or "105.98 UK£" would be torn apart between Arabic words.
    return right_to_left_ ? "\u2066" + formats_.money(amount) + "\u2069" : formats_.money(amount);
  }
  std::string quantity(const orders::Quantity& quantity) const override {
    return formats_.quantity(quantity);
  }
  std::string percent(int basis_points) const override { return formats_.percent(basis_points); }
  std::string date(orders::Instant when, const orders::Zone& zone) const override {
    return formats_.date(wall_clock(when, zone));
  }
  std::string day(orders::Date date) const override {
    return formats_.date(std::chrono::sys_days{date}.time_since_epoch());
  }
  std::string date_time(orders::Instant when, const orders::Zone& zone) const override {
    return formats_.date_time(wall_clock(when, zone)) + " " + zone_name(when, zone);
  }
  std::string time(orders::Instant when, const orders::Zone& zone) const override {
    return formats_.time(wall_clock(when, zone));
  }
  std::string wall_time(std::chrono::minutes since_midnight) const override {
    return formats_.time(since_midnight);
  }
  std::string weekday(unsigned iso_day) const override {
    return formats_.weekday(std::chrono::days{3 + iso_day});  // 1970-01-05 was a Monday
  }
  std::string zone_name(orders::Instant when, const orders::Zone& zone) const override {
    return formats_.zone_name(when, zone);
  }
  std::string list(const std::vector<std::string>& items) const override { return formats_.list(items); }

 private:
  void settle() {
    own_name_ = formats_.own_name();
    right_to_left_ = formats_.right_to_left();
  }

  std::string tag_;
  Catalogue catalogue_;
  Formats formats_;
  std::string own_name_;
  bool right_to_left_ = false;
};

// English and every catalogue in the binary, by their own names.
const std::vector<std::unique_ptr<Language>>& languages() {
  static const auto all = [] {
    std::vector<std::unique_ptr<Language>> made;
    made.push_back(std::make_unique<Language>());
    for (const auto& [name, bytes] : embedded_files())
      if (name.ends_with(".mo"))
        made.push_back(std::make_unique<Language>(std::string(name.substr(0, name.size() - 3)), bytes));
    std::ranges::sort(made, {}, [](const auto& language) { return language->own_name(); });
    return made;
  }();
  return all;
}

bool same_letters(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "0.8" in thousandths; what cannot be read counts as 0.
int quality(std::string_view parameters) {
  const auto q = parameters.find("q=");
  if (q == parameters.npos) return 1000;
  const auto value = trimmed(parameters.substr(q + 2));
  int whole = 0;
  if (std::from_chars(value.data(), value.data() + value.size(), whole).ec != std::errc{}) return 0;
  int thousandths = whole * 1000, unit = 100;
  for (std::size_t i = 2;
       i < value.size() && unit > 0 && value[1] == '.' && value[i] >= '0' && value[i] <= '9'; ++i, unit /= 10)
    thousandths += (value[i] - '0') * unit;
  return std::clamp(thousandths, 0, 1000);
}

const Locale* accepted(std::string_view header) {
  const Locale* best = nullptr;
  int best_quality = 0;
  while (!header.empty()) {
    const auto comma = header.find(',');
    const auto range = header.substr(0, comma);
    header = comma == header.npos ? std::string_view{} : header.substr(comma + 1);
    const auto semicolon = range.find(';');
    const auto* locale = Locale::find(trimmed(range.substr(0, semicolon)));
    const int wish = semicolon == range.npos ? 1000 : quality(range.substr(semicolon));
    if (locale && wish > best_quality) best = locale, best_quality = wish;
  }
  return best;
}

}  // namespace

const Locale* Locale::find(std::string_view tag) {
  for (auto part = tag; !part.empty();
       part = part.substr(0, part.rfind('-') == part.npos ? 0 : part.rfind('-')))
    for (const auto& language : languages())
      if (same_letters(language->tag(), part)) return language.get();
  return nullptr;
}

const Locale& Locale::fallback() {
  static const Locale& english = *find("en");
  return english;
}

const std::vector<std::string>& Locale::available() {
  static const auto tags = [] {
    std::vector<std::string> all;
    for (const auto& language : languages()) all.push_back(language->tag());
    return all;
  }();
  return tags;
}

const Locale& Locale::choose(std::string_view query, std::string_view order, std::string_view accept_language,
                             std::string_view shop) {
  const auto* found = find(query);
  if (!found) found = find(order);
  if (!found) found = accepted(accept_language);
  if (!found) found = find(shop);
  return found ? *found : fallback();
}

}  // namespace views
