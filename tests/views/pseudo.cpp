#include "tests/views/pseudo.hpp"

#include "views/catalogue.hpp"

namespace samples {
namespace {

class Pseudo final : public views::Locale {
 public:
  const std::string& tag() const override { return tag_; }
  bool right_to_left() const override { return false; }
  const std::string& own_name() const override { return name_; }
  std::string text(std::string_view message,
                   std::initializer_list<views::Argument> arguments) const override {
    return views::fill(accented(message), arguments, false);
  }
  std::string plural(std::string_view one, std::string_view many, long n) const override {
    return views::fill(accented(n == 1 ? one : many), {{"n", std::to_string(n)}}, false);
  }
  std::string money(const orders::Money& amount) const override { return english_.money(amount); }
  std::string quantity(const orders::Quantity& quantity) const override {
    return english_.quantity(quantity);
  }
  std::string percent(int basis_points) const override { return english_.percent(basis_points); }
  std::string date(orders::Instant when, const orders::Zone& zone) const override {
    return accented(english_.date(when, zone));
  }
  std::string day(orders::Date date) const override { return accented(english_.day(date)); }
  std::string date_time(orders::Instant when, const orders::Zone& zone) const override {
    return accented(english_.date_time(when, zone));
  }
  std::string time(orders::Instant when, const orders::Zone& zone) const override {
    return english_.time(when, zone);
  }
  std::string wall_time(std::chrono::minutes since_midnight) const override {
    return english_.wall_time(since_midnight);
  }
  std::string weekday(unsigned iso_day) const override { return accented(english_.weekday(iso_day)); }
  std::string zone_name(orders::Instant when, const orders::Zone& zone) const override {
    return accented(english_.zone_name(when, zone));
  }
  std::string list(const std::vector<std::string>& items) const override { return english_.list(items); }

 private:
  const views::Locale& english_ = views::Locale::fallback();
  std::string tag_ = "en-XA", name_ = "Ḗƞɠŀīşħ";
};

}  // namespace

std::string accented(std::string_view text) {
  static constexpr const char* letters[] = {"ȧ", "ƀ", "ƈ", "ḓ", "ḗ", "ƒ", "ɠ", "ħ", "ī", "ĵ", "ķ", "ŀ", "ḿ",
                                            "ƞ", "ǿ", "ƥ", "ɋ", "ř", "ş", "ŧ", "ŭ", "ṽ", "ẇ", "ẋ", "ẏ", "ẑ"};
  static constexpr const char* capitals[] = {"Ȧ", "Ɓ", "Ƈ", "Ḓ", "Ḗ", "Ƒ", "Ɠ", "Ħ", "Ī", "Ĵ", "Ķ", "Ŀ", "Ḿ",
                                             "Ƞ", "Ǿ", "Ƥ", "Ɋ", "Ř", "Ş", "Ŧ", "Ŭ", "Ṽ", "Ẇ", "Ẋ", "Ẏ", "Ẑ"};
  std::string out;
  bool place = false;
  std::size_t vowels = 0;
  for (const char c : text) {
    if (c == '{') place = true;
    if (!place && c >= 'a' && c <= 'z') {
      out += letters[c - 'a'];
      // Longer, as German and Finnish are.
      if ((c == 'a' || c == 'e' || c == 'o') && vowels++ % 2 == 0) out += letters[c - 'a'];
    } else if (!place && c >= 'A' && c <= 'Z') {
      out += capitals[c - 'A'];
    } else {
      out += c;
    }
    if (c == '}') place = false;
  }
  return out;
}

const views::Locale& pseudo() {
  static const Pseudo locale;
  return locale;
}

}  // namespace samples
