#include "tests/views/samples.hpp"
#include "views/catalogue.hpp"
#include "views/zone.hpp"

#include <doctest/doctest.h>
#include <thread>

using views::Locale;
using namespace std::chrono;

namespace {

const Locale& in(const char* tag) { return *Locale::find(tag); }
orders::Money money(const char* currency, std::int64_t amount) {
  return {amount, *orders::Currency::of(currency)};
}

}  // namespace

TEST_SUITE("views/locale") {
  TEST_CASE("a language is found by its tag or the nearest wider one") {
    CHECK(Locale::find("de")->own_name() == "Deutsch");
    CHECK(Locale::find("fr-CA")->own_name() == "Français");
    CHECK(Locale::find("es-419")->own_name() == "Español");
    CHECK(Locale::find("it")->own_name() == "Italiano");
    CHECK(Locale::find("nl-BE")->own_name() == "Nederlands");
    CHECK(Locale::find("pl")->own_name() == "Polski");
    CHECK(Locale::available() == std::vector<std::string>{"de", "en", "es", "fr", "it", "nl", "pl", "ar"});
    CHECK(Locale::find("de-AT") == Locale::find("de"));
    CHECK(Locale::find("DE-ch-1901") == Locale::find("de"));
    CHECK(Locale::find("ar")->right_to_left());
    CHECK(Locale::find("tlh") == nullptr);
    CHECK(Locale::find("") == nullptr);
    CHECK(Locale::find("en-XA") == Locale::find("en"));  // the language of the tests is not served
  }

  TEST_CASE("the address beats the order, the order beats the browser, the browser beats the shop") {
    CHECK(Locale::choose("ar", "de", "en", "de").tag() == "ar");
    CHECK(Locale::choose("xx", "de", "ar", "en").tag() == "de");
    CHECK(Locale::choose("", "", "pt;q=0.9, ar;q=0.7, de-DE;q=0.8", "en").tag() == "de");
    CHECK(Locale::choose("", "", "de;q=0, *;q=0.1", "ar").tag() == "ar");
    CHECK(Locale::choose("", "", ";;,,=q;q=", "tlh").tag() == "en");
  }

  TEST_CASE("money stands as the language writes it, with the decimals of its currency") {
    CHECK(in("en").money(money("GBP", 12718)) == "£127.18");
    CHECK(in("de").money(money("EUR", 123456789)) == "1.234.567,89\u00a0€");
    CHECK(in("fr").money(money("EUR", 123456789)) == "1\u202f234\u202f567,89\u00a0€");
    CHECK(in("es").money(money("EUR", 123456789)) == "1.234.567,89\u00a0€");
    CHECK(in("it").money(money("EUR", 123456789)) == "1.234.567,89\u00a0€");
    CHECK(in("nl").money(money("EUR", 123456789)) == "€\u00a01.234.567,89");
    CHECK(in("pl").money(money("PLN", 123456789)) == "1\u00a0234\u00a0567,89\u00a0zł");
    CHECK(in("en").money(money("JPY", 12718)).ends_with("12,718"));
    CHECK(in("en").money(money("KWD", 12718)).ends_with("12.718"));
    CHECK(in("en").money(money("GBP", -200)) == "-£2.00");
    CHECK(in("en").money(money("GBP", 900719925474099301)) == "£9,007,199,254,740,993.01");
  }

  TEST_CASE("figures read as the ticket has them") {
    CHECK(in("de").quantity({2500}) == "2,5");
    CHECK(in("en").quantity({1000}) == "1");
    CHECK(in("de").percent(1900) == "19\u00a0%");
    CHECK(in("en").percent(750) == "7.5%");
    CHECK(in("ar").quantity({2500}) == "2.5");  // Latin digits in Arabic too
  }

  TEST_CASE("times are the shop's own, with the zone named") {
    const auto winter = samples::at(24, 14, 5);
    const orders::Instant summer = sys_days{2026y / 7 / 1} + hours{14} + minutes{5};
    CHECK(in("en").date_time(winter, samples::london()) == "Tue, 24 Nov 2026, 14:05 GMT");
    CHECK(in("en").date_time(summer, samples::london()) == "Wed, 1 Jul 2026, 15:05 BST");
    CHECK(in("de").date(winter, samples::london()) == "Dienstag, 24. November 2026");
    CHECK(in("fr").date(winter, samples::london()) == "mardi 24 novembre 2026");
    CHECK(in("es").date(winter, samples::london()) == "martes, 24 de noviembre de 2026");
    CHECK(in("it").date(winter, samples::london()) == "martedì 24 novembre 2026");
    CHECK(in("nl").date(winter, samples::london()) == "dinsdag 24 november 2026");
    CHECK(in("pl").date(winter, samples::london()) == "wtorek, 24 listopada 2026");
    CHECK(in("de").date_time(summer, *views::load_zone("Europe/Berlin")).ends_with("16:05 MESZ"));
    CHECK(in("en").day(2026y / 5 / 1) == "Friday, 1 May 2026");
    CHECK(in("en").wall_time(minutes{17 * 60 + 30}) == "17:30");
    CHECK(in("en").weekday(1) == "Monday");
    CHECK(in("en").weekday(7) == "Sunday");
  }

  TEST_CASE("plurals follow the language's own rules") {
    const auto ready = [](const char* tag, long n) {
      return in(tag).plural("Your device is ready to collect", "Your {n} devices are ready to collect", n);
    };
    CHECK(ready("en", 1) == "Your device is ready to collect");
    CHECK(ready("en", 3) == "Your 3 devices are ready to collect");
    CHECK(ready("de", 3) == "Ihre 3 Geräte sind abholbereit");
    CHECK(ready("fr", 0) == "Vous pouvez retirer votre appareil");
    CHECK(ready("es", 2) == "Puede recoger sus 2 dispositivos");
    CHECK(ready("it", 2) == "I Suoi 2 dispositivi sono pronti per il ritiro");
    CHECK(ready("nl", 2) == "Uw 2 apparaten liggen klaar");
    CHECK(ready("pl", 1) == "Urządzenie jest gotowe do odbioru");
    for (const long few : {2, 4, 22, 104})
      CHECK(ready("pl", few) == std::to_string(few) + " urządzenia są gotowe do odbioru");
    for (const long many : {5, 11, 12, 21, 114})
      CHECK(ready("pl", many) == std::to_string(many) + " urządzeń jest gotowych do odbioru");
    CHECK(ready("ar", 2) == "جهازاك جاهزان للاستلام");
    CHECK(ready("ar", 3) != ready("ar", 2));
    CHECK(ready("ar", 11).find("جهازًا") != std::string::npos);
    CHECK(ready("ar", 5).find("أجهزة") != std::string::npos);
  }

  TEST_CASE("filling places never breaks a sentence") {
    using views::fill;
    CHECK(fill("{a} and {b}", {{"a", "1"}, {"b", "{a}"}}, false) == "1 and {a}");
    CHECK(fill("{a", {{"a", "1"}}, false) == "{a");
    CHECK(fill("}{x}{", {{"a", "1"}}, false) == "}{x}{");
    CHECK(fill("", {}, false).empty());
    CHECK(fill("{a}", {{"a", "iPhone"}}, true) == "\u2068iPhone\u2069");
  }

  TEST_CASE("formatters serve several threads at once") {
    std::vector<std::string> written(4);
    {
      std::vector<std::jthread> threads;
      for (auto& mine : written)
        threads.emplace_back([&mine] {
          for (int i = 0; i < 200; ++i) {
            mine = in("de").date_time(samples::now(), samples::london()) + in("de").money(money("EUR", i)) +
                   in("en").date(samples::now(), samples::london());
          }
        });
    }
    for (const auto& each : written) CHECK(each == written.front());
  }
}

TEST_SUITE("views/zone") {
  TEST_CASE("a zone knows its changes, a name that is none is refused") {
    const auto london = *views::load_zone("Europe/London");
    CHECK(london.offset_at(samples::now()) == 0h);
    CHECK(london.offset_at(sys_days{2026y / 3 / 29} + 1h) == 1h);
    CHECK(london.offset_at(sys_days{2026y / 3 / 29} + 1h - 1ms) == 0h);
    CHECK(views::load_zone("Asia/Kathmandu")->offset_at(samples::now()) == 5h + 45min);
    CHECK(views::load_zone("America/New_York")->offset_at(sys_days{2040y / 7 / 1}) == -4h);
    CHECK(views::load_zone("UTC")->offset_at(samples::now()) == 0h);
    for (const auto* none : {"", "Europe/Atlantis", "GMT+5", "../etc/passwd"})
      CHECK_MESSAGE(!views::load_zone(none), none);
  }
}
