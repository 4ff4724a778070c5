#include "views/formats.hpp"

#include <doctest/doctest.h>
#include <unicode/dtptngen.h>
#include <unicode/gregocal.h>
#include <unicode/smpdtfmt.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

// As ICU writes it when it is asked for the whole.
class Plain {
 public:
  Plain(const std::string& name, const char* skeleton) {
    UErrorCode code = U_ZERO_ERROR;
    const auto locale = icu::Locale::forLanguageTag(name, code);
    const std::unique_ptr<icu::DateTimePatternGenerator> patterns{
        icu::DateTimePatternGenerator::createInstance(locale, code)};
    format_ = std::make_unique<icu::SimpleDateFormat>(patterns->getBestPattern(skeleton, code), locale, code);
    format_->adoptTimeZone(icu::TimeZone::getGMT()->clone());
    REQUIRE(U_SUCCESS(code));
  }
  std::string write(milliseconds at) const {
    icu::UnicodeString text;
    format_->format(static_cast<double>(at.count()), text);
    std::string out;
    return text.toUTF8String(out);
  }

 private:
  std::unique_ptr<icu::SimpleDateFormat> format_;
};

constexpr const char* names[]{"en-GB",        "de-u-nu-latn", "fr-u-nu-latn", "es-u-nu-latn", "it-u-nu-latn",
                              "nl-u-nu-latn", "pl-u-nu-latn", "ar-u-nu-latn", "en-US",        "zh-TW"};

}  // namespace

TEST_SUITE_BEGIN("views/formats");

TEST_CASE("each minute of a day is written as ICU writes it, with its day and alone, however often") {
  for (const std::string name : names) {
    const views::Formats formats{name};
    const Plain date_time{name, "yMMMEdjm"}, time{name, "jm"};
    for (const milliseconds day : {0h, -24h, 24h * 20'000, 24h * 20'600})
      for (auto at = day + 59s; at < day + 24h; at += (name == "en-GB" ? 1min : 17min)) {
        REQUIRE(formats.date_time(at) == date_time.write(at));
        REQUIRE(formats.time(at) == time.write(at));
      }
  }
}

TEST_CASE("each day is written as ICU writes it, and named by its weekday") {
  for (const std::string name : names) {
    const views::Formats formats{name};
    const Plain date{name, "yMMMMEEEEd"}, weekday{name, "cccc"};
    for (milliseconds at = -24h * 30; at < 24h * 365; at += 31h) {
      REQUIRE(formats.date(at) == date.write(at));
      REQUIRE(formats.weekday(at) == weekday.write(at));
    }
  }
}

TEST_CASE("prices and figures are the same the second time, and none is taken for another") {
  const views::Formats formats{"en-GB"};
  const auto euro = *orders::Currency::of("EUR"), yen = *orders::Currency::of("JPY");
  for (int again = 0; again < 2; ++again) {
    CHECK(formats.money({1050, {}}) == "£10.50");
    CHECK(formats.money({1050, euro}) == "€10.50");
    CHECK(formats.money({1050, yen}) == "JP¥1,050");
    CHECK(formats.quantity({1050}) == "1.05");
    CHECK(formats.percent(1050) == "10.5%");
  }
  for (std::int64_t amount = 0; amount < 5000; ++amount) formats.money({amount, {}});  // more than are kept
  CHECK(formats.money({1050, {}}) == "£10.50");
  CHECK(formats.money({4999, {}}) == "£49.99");
}

TEST_CASE("many threads write at once") {
  const views::Formats formats{"de"};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 3000; ++i) {
        formats.date_time(24h * (i + thread) + 1min * i);
        formats.money({i, {}});
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(formats.money({250, *orders::Currency::of("EUR")}).find("2,50") == 0);
}

TEST_SUITE_END();
