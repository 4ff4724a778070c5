#include "tests/views/pseudo.hpp"
#include "tests/views/samples.hpp"
#include "views/messages/template.hpp"
#include "views/messages/unsubscribe.hpp"
#include "views/sms.hpp"

#include <doctest/doctest.h>

#include <regex>
#include <set>
#include <string>

using orders::Route, orders::Topic;
using views::Locale;

namespace {

struct House {
  orders::Shop shop = samples::shop();
  orders::Location place = samples::location();
  views::ShopContact contact{shop, place, samples::london(), samples::now()};
};

// The longest that one message must hold: a host of 30 characters, a number of 10, a shop's name of 20.
views::MessageValues long_values(const Locale& locale) {
  House house;
  house.shop.name = "Harbour Phone Repair";
  auto values =
      longest_values(Topic::ready, house.contact, "https://" + std::string(22, 'r') + ".example", locale);
  CHECK(values.order.size() == 10);
  CHECK(values.link.size() == 8 + 30 + 3 + 31);
  return values;
}

views::MailText mail_of(Topic topic, const orders::Order& order, const Locale& locale = Locale::fallback()) {
  const House house;
  const auto values = message_values(topic, house.contact, order, "https://repairs.example/t/0", locale);
  return message_mail(views::house_words(topic, Route::email, locale), values, house.contact, {}, locale);
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_SUITE("views/messages/house_words") {
  TEST_CASE("the house's own words pass the check that a shop's have to") {
    for (const auto& tag : Locale::available())
      for (const auto topic : orders::switchable_topics)
        for (const auto route : orders::all_routes) {
          const auto words = house_words(topic, route, *Locale::find(tag));
          for (const auto& fault : views::template_faults(words))
            FAIL_CHECK(tag, ' ', name(topic), ' ', name(route), ": ", fault.text());
        }
  }

  TEST_CASE("every SMS is one message of the GSM alphabet; in Arabic two of UCS-2") {
    for (const auto& tag : Locale::available()) {
      const auto& locale = *Locale::find(tag);
      const auto values = long_values(locale);
      for (const auto topic : orders::switchable_topics) {
        const auto text = short_message(house_words(topic, Route::sms, locale), values, locale);
        const auto size = views::sms_size(text);
        CHECK_MESSAGE(size.gsm == (tag != "ar"), tag, ": ", text);
        CHECK_MESSAGE(size.segments <= (tag == "ar" ? 2 : 1), tag, ": ", text);
        CHECK_MESSAGE(text.ends_with(values.link), tag, ": ", text);
      }
    }
  }

  TEST_CASE("receipts of acts, new links and codes fit one message too") {
    House house;
    house.shop.name = "Harbour Phone Repair";
    for (const auto& tag : Locale::available()) {
      const auto& locale = *Locale::find(tag);
      const auto link = long_values(locale).link;
      std::vector<std::string> texts{
          new_link_sms({.order = "R-12345678", .link = link}, house.contact, locale),
          entry_code_sms("123456", house.contact, locale)};
      for (const auto act : {views::Act::approve, views::Act::share, views::Act::rotate, views::Act::undo})
        texts.push_back(
            act_receipt_sms({.act = act, .order = "R-12345678", .link = link}, house.contact, locale));
      for (const auto& text : texts)
        CHECK_MESSAGE(views::sms_size(text).segments <= (tag == "ar" ? 2 : 1), tag, ": ", text);
    }
  }

  TEST_CASE("no SMS tells a price, a name or what is broken") {
    for (const auto topic : orders::switchable_topics) {
      const auto words = views::house_words(topic, Route::sms, Locale::fallback());
      for (const auto field : {"{{total}}", "{{customer}}", "{{device}}", "{{reason}}"})
        CHECK_FALSE(holds(words.body, field));
    }
  }

  TEST_CASE("C06: the confirmation of an order names it and its link") {
    const auto mail = mail_of(Topic::confirmation, samples::order());
    CHECK(mail.subject == "Order R-1042: confirmed");
    for (const auto& part : {mail.text, mail.html})
      for (const auto said : {"Hello Ana Ruiz,", "R-1042", "https://repairs.example/t/0"})
        CHECK(holds(part, said));
  }

  TEST_CASE("C07, C23: news of the status names the step") {
    auto order = samples::order();
    samples::move(order, 0, "repairing", samples::now());
    CHECK(mail_of(Topic::status_changed, order).subject == "Order R-1042: In progress");
    CHECK(holds(mail_of(Topic::status_changed, order).text, "In progress."));
  }

  TEST_CASE("C08, C24: the mail about a quote tells what it comes to") {
    auto order = samples::order();
    order.quotes.push_back(samples::quote());
    const auto mail = mail_of(Topic::quote_ready, order);
    CHECK(mail.subject == "Order R-1042: your quote is ready");
    CHECK(holds(mail.text, "£127.18"));
  }

  TEST_CASE("C25: the mail about a finished repair tells when to come") {
    auto order = samples::order();
    samples::move(order, 0, "repaired_ready", samples::now());
    const auto mail = mail_of(Topic::ready, order);
    CHECK(mail.subject == "Order R-1042: ready to collect");
    CHECK(holds(mail.text, "Opening hours: Monday"));
    CHECK_FALSE(holds(mail.text, "To pay"));  // nothing was asked for
  }

  TEST_CASE("every mail is under 30 KB in every language, and fetches nothing") {
    for (const auto& tag : Locale::available())
      for (const auto topic : orders::switchable_topics) {
        const auto mail = mail_of(topic, samples::order(), *Locale::find(tag));
        CHECK(mail.html.size() < 30 * 1024);
        for (const auto* fetched : {"<img", "src=", "url(", "<script", "<link"})
          CHECK_FALSE(holds(mail.html, fetched));
      }
  }

  TEST_CASE("what has no words in a language of its own would show as English") {
    static const std::regex field{R"(\{\{\w+\}\})"}, english{"[A-Za-z]{2,}"};
    for (const auto topic : orders::switchable_topics)
      for (const auto route : orders::all_routes) {
        const auto words = house_words(topic, route, samples::pseudo());
        const auto bare = std::regex_replace(words.subject + words.body, field, " ");
        CHECK_MESSAGE(!std::regex_search(bare, english), bare);
      }
  }

  TEST_CASE("HELP is answered with whose number it is and whom to call") {
    const House house;
    const auto text = views::help_sms(house.contact, Locale::fallback());
    CHECK(text.starts_with("Harbour Phones & Laptops: "));
    CHECK(text.ends_with("Call +441632960123"));
    CHECK(views::sms_size(text).segments == 1);
  }
}
