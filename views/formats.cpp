#include "views/formats.hpp"

#include "views/written.hpp"

#include <unicode/brkiter.h>
#include <unicode/calendar.h>
#include <unicode/dtptngen.h>
#include <unicode/gregocal.h>
#include <unicode/listformatter.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>

namespace views {
namespace {

using namespace std::chrono;
using icu::UnicodeString;
using icu::number::LocalizedNumberFormatter;
using icu::number::NumberFormatter;
using icu::number::Precision;
using icu::number::Scale;

std::string utf8(const UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

void must(UErrorCode code, const char* what) {
  if (U_FAILURE(code))
    throw std::runtime_error(std::string("ICU cannot make ") + what + ": " + u_errorName(code));
}

// A calendar per thread: without one ICU copies its own at every call, most of the cost of a date.
icu::Calendar& utc_calendar() {
  thread_local const std::unique_ptr<icu::Calendar> calendar = [] {
    UErrorCode code = U_ZERO_ERROR;
    auto made =
        std::make_unique<icu::GregorianCalendar>(*icu::TimeZone::getGMT(), icu::Locale::getRoot(), code);
    must(code, "a calendar");
    return made;
  }();
  return *calendar;
}

std::string digits(const LocalizedNumberFormatter& formatter, std::int64_t value) {
  UErrorCode code = U_ZERO_ERROR;
  const auto text = formatter.formatInt(value, code).toString(code);
  must(code, "a number");
  return utf8(text);
}

// A day as it is written with a time: what stands before the time and behind it.
struct Around {
  std::string before, after;
  bool known = false;  // false: the time is not written apart
};

}  // namespace

struct Formats::Icu {
  icu::Locale locale;
  LocalizedNumberFormatter quantity, percent;
  std::unique_ptr<icu::SimpleDateFormat> date, date_time, time, weekday;
  std::unique_ptr<icu::ListFormatter> list;

  struct Prices {
    explicit Prices(LocalizedNumberFormatter made) : formatter{std::move(made)} {}
    LocalizedNumberFormatter formatter;
    Written<> written{};
  };
  Written<> quantities, percents, dates, weekdays, times;
  Written<Around> days_with_time;

  mutable std::shared_mutex lock;  // over the two maps, which only grow: a few currencies, a few zones
  mutable std::map<std::string, Prices, std::less<>> money;
  mutable std::map<std::pair<std::string, seconds>, std::string> zones;

  explicit Icu(const std::string& name) {
    UErrorCode code = U_ZERO_ERROR;
    locale = icu::Locale::forLanguageTag(name, code);
    const auto number = NumberFormatter::withLocale(locale);
    quantity = number.scale(Scale::powerOfTen(-3)).precision(Precision::maxFraction(3));
    percent =
        number.unit(icu::NoUnit::percent()).scale(Scale::powerOfTen(-2)).precision(Precision::maxFraction(2));
    list.reset(icu::ListFormatter::createInstance(locale, code));
    const std::unique_ptr<icu::DateTimePatternGenerator> patterns{
        icu::DateTimePatternGenerator::createInstance(locale, code)};
    must(code, name.c_str());
    const auto writes = [&](const char* skeleton) {
      auto made =
          std::make_unique<icu::SimpleDateFormat>(patterns->getBestPattern(skeleton, code), locale, code);
      must(code, skeleton);
      made->adoptTimeZone(icu::TimeZone::getGMT()->clone());
      return made;
    };
    date = writes("yMMMMEEEEd");
    date_time = writes("yMMMEdjm");
    time = writes("jm");
    weekday = writes("cccc");
  }

  std::string write(const icu::SimpleDateFormat& format, milliseconds wall_clock) const {
    UErrorCode code = U_ZERO_ERROR;
    auto& calendar = utc_calendar();
    calendar.setTime(static_cast<double>(wall_clock.count()), code);
    must(code, "a date");
    UnicodeString text;
    icu::FieldPosition anywhere{icu::FieldPosition::DONT_CARE};
    format.format(calendar, text, anywhere);
    return utf8(text);
  }

  std::string time_of_day(milliseconds at) const {
    const auto minute = floor<minutes>(at - floor<days>(at));
    return times.get(minute.count(), [&] { return write(*time, minute); });
  }

  // Found at midnight, and known for sure if noon reads as expected.
  Around around_time(days day) const {
    const auto midnight = write(*date_time, day), time_there = time_of_day(0ms);
    const auto at = midnight.rfind(time_there);
    if (at == midnight.npos) return {};
    Around around{midnight.substr(0, at), midnight.substr(at + time_there.size())};
    around.known = around.before + time_of_day(12h) + around.after == write(*date_time, day + 12h);
    return around;
  }

  const Prices& prices(orders::Currency currency) const {
    const auto name = currency.code();
    {
      const std::shared_lock reading{lock};
      if (const auto known = money.find(name); known != money.end()) return known->second;
    }
    UErrorCode code = U_ZERO_ERROR;
    // ISO 4217 says how many decimals a currency has; ICU's own data has other ideas about some.
    auto made = NumberFormatter::withLocale(locale)
                    .unit(icu::CurrencyUnit(icu::StringPiece(name.data(), 3), code))
                    .scale(Scale::powerOfTen(-currency.exponent()))
                    .precision(Precision::fixedFraction(currency.exponent()));
    must(code, "a currency");
    const std::unique_lock writing{lock};
    return money.try_emplace(std::string(name), std::move(made)).first->second;
  }
};

Formats::Formats(const std::string& icu_name) : icu_(std::make_unique<Icu>(icu_name)) {}
Formats::~Formats() = default;

std::string Formats::money(const orders::Money& amount) const {
  const auto& prices = icu_->prices(amount.currency);
  return prices.written.get(amount.amount, [&] { return digits(prices.formatter, amount.amount); });
}

std::string Formats::quantity(const orders::Quantity& quantity) const {
  const auto value = quantity.thousandths;
  return icu_->quantities.get(value, [&] { return digits(icu_->quantity, value); });
}

std::string Formats::percent(int basis_points) const {
  return icu_->percents.get(basis_points, [&] { return digits(icu_->percent, basis_points); });
}

std::string Formats::date(milliseconds at) const {
  const auto day = floor<days>(at);
  return icu_->dates.get(day.count(), [&] { return icu_->write(*icu_->date, day); });
}

std::string Formats::date_time(milliseconds at) const {
  const auto day = floor<days>(at);
  const auto clock = time(at);
  auto text = icu_->days_with_time.get(
      day.count(), [&] { return icu_->around_time(day); },
      [&](const Around& around) {
        return around.known ? around.before + clock + around.after : std::string{};
      });
  return text.empty() ? icu_->write(*icu_->date_time, at) : text;
}

std::string Formats::time(milliseconds at) const { return icu_->time_of_day(at); }

std::string Formats::weekday(milliseconds at) const {
  const auto day = floor<days>(at);
  return icu_->weekdays.get((day.count() % 7 + 7) % 7, [&] { return icu_->write(*icu_->weekday, day); });
}

std::string Formats::zone_name(orders::Instant when, const orders::Zone& zone) const {
  const std::pair key{zone.name(), zone.offset_at(when)};
  {
    const std::shared_lock reading{icu_->lock};
    if (const auto known = icu_->zones.find(key); known != icu_->zones.end()) return known->second;
  }
  const std::unique_ptr<icu::TimeZone> rules{
      icu::TimeZone::createTimeZone(UnicodeString::fromUTF8(zone.name()))};
  UErrorCode code = U_ZERO_ERROR;
  std::int32_t raw = 0, summer = 0;
  rules->getOffset(static_cast<double>(when.time_since_epoch().count()), false, raw, summer, code);
  UnicodeString name;
  rules->getDisplayName(summer != 0, icu::TimeZone::SHORT, icu_->locale, name);
  const std::unique_lock writing{icu_->lock};
  return icu_->zones.try_emplace(key, utf8(name)).first->second;
}

std::string Formats::list(const std::vector<std::string>& items) const {
  std::vector<UnicodeString> texts;
  for (const auto& item : items) texts.push_back(UnicodeString::fromUTF8(item));
  UErrorCode code = U_ZERO_ERROR;
  UnicodeString out;
  icu_->list->format(texts.data(), static_cast<std::int32_t>(texts.size()), out, code);
  must(code, "a list");
  return utf8(out);
}

std::string Formats::own_name() const {
  const icu::Locale language{icu_->locale.getLanguage()};
  UnicodeString name;
  language.getDisplayName(language, name);
  return utf8(name.toTitle(nullptr, language, U_TITLECASE_NO_LOWERCASE));
}

bool Formats::right_to_left() const { return icu_->locale.isRightToLeft() != 0; }

}  // namespace views
