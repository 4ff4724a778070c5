#include "views/messages/template.hpp"
#include "tests/views/samples.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using orders::MessageTemplate, orders::Route, orders::Topic;
using views::fill_template, views::Locale, views::template_faults;

namespace {

const Locale& english() { return Locale::fallback(); }

MessageTemplate sms(std::string body, Topic topic = Topic::ready) {
  return {.topic = topic, .route = Route::sms, .locale = "en", .body = std::move(body)};
}
MessageTemplate mail(std::string subject, std::string body, Topic topic = Topic::ready) {
  return {.topic = topic, .locale = "en", .subject = std::move(subject), .body = std::move(body)};
}

// The first fault, or nothing.
std::string fault(const MessageTemplate& words) {
  const auto faults = template_faults(words);
  return faults.empty() ? "" : faults.front().text();
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

views::MessageValues values() {
  return {.shop = "Harbour Phones",
          .order = "R-1042",
          .device = "iPhone 13",
          .status = "In progress",
          .link = "https://repairs.example/t/0000g40r40m30e209185gr38e1wn8vv",
          .customer = "Ana"};
}

views::MailText written(const MessageTemplate& words, const views::MessageValues& filled,
                        const views::MailFoot& foot = {}) {
  const auto shop = samples::shop();
  const auto place = samples::location();
  return message_mail(words, filled, {shop, place, samples::london(), samples::now()}, foot, english());
}

}  // namespace

TEST_SUITE("views/messages/template") {
  TEST_CASE("a template that can be saved has no faults") {
    CHECK(fault(sms("{{shop}}: {{order}} is ready. {{ link }}")) == "");
    CHECK(fault(mail("{{order}} is ready", "Hello {{customer}},\n\n{{link}}\n\n{{hours}}")) == "");
    CHECK(fault(mail("{{order}}", "{{link}}\n{{total}}\n")) == "");
  }

  TEST_CASE("C26: an unknown, unclosed or never filled field is refused with line and column") {
    CHECK(fault(sms("Hello {{custmer}} {{link}}"))
              .starts_with("body:1:7: {{custmer}} is no field; there are shop"));
    CHECK(fault(sms("Grüße\nfür {{order {{link")).starts_with("body:2:5: {{ is not closed"));
    CHECK(fault(sms("{{total}}\n{{link}}", Topic::confirmation))
              .starts_with("body:1:1: {{total}} is never filled in confirmation"));
    CHECK(fault(mail("Order {{totl}}", "{{link}}")).starts_with("subject:1:7: {{totl}}"));
  }

  TEST_CASE("a template holds the link once, in a mail on a line of its own") {
    CHECK(fault(sms("Ready.")) == "body:1:1: {{link}} is missing");
    CHECK(fault(sms("{{link}} {{link}}")) == "body:1:10: {{link}} stands there once");
    CHECK(fault(mail("Ready", "Here: {{link}}")).starts_with("body:1:7: {{link}} becomes a button"));
    CHECK(fault(mail("{{link}}", "{{link}}")).starts_with("subject:1:1: a link"));
  }

  TEST_CASE("what can be empty stands neither in the subject nor beside the link") {
    CHECK(holds(fault(mail("For {{customer}}", "{{link}}")), "can be empty"));
    CHECK(holds(fault(sms("{{customer}}, {{link}}")), "keep it off the line"));
    CHECK(fault(sms("{{total}} {{link}}", Topic::quote_ready)) == "");  // a quote has a total
  }

  TEST_CASE("subjects are for mails, and topics without words of their own have no template") {
    CHECK_FALSE(fault(mail("", "{{link}}")).empty());
    CHECK_FALSE(fault(mail("a\nb", "{{link}}")).empty());
    auto texted = sms("{{link}}");
    texted.subject = "x";
    CHECK_FALSE(fault(texted).empty());
    CHECK_FALSE(fault(sms("{{link}}", Topic::staff_alert)).empty());
    CHECK_FALSE(fault(sms("a\x01 {{link}}")).empty());
    CHECK_FALSE(fault(sms(std::string(4'001, 'a'))).empty());
  }

  TEST_CASE("a line whose field has nothing to say is left out with the gap behind it") {
    CHECK(fill_template("Hello {{customer}},\n\nready by {{ready_at}}\n\nBye", values(), english()) ==
          "Hello Ana,\n\nBye");
    CHECK(fill_template("{{phone}}\nBye", values(), english()) == "Bye");
  }

  TEST_CASE("values are text: they fill no further fields and begin no line") {
    auto odd = values();
    odd.customer = "{{link}}\r\nBcc: x";
    CHECK(fill_template("Hello {{customer}}", odd, english()) == "Hello {{link}}  Bcc: x");
    odd.shop = "<b>O'Brien & \"Bo\"</b>";
    const auto shown = written(mail("{{order}}", "From {{shop}}\n\n{{link}}"), odd);
    CHECK(holds(shown.text, "From <b>O'Brien & \"Bo\"</b>"));
    CHECK_FALSE(holds(shown.html, "<b>"));
  }

  TEST_CASE("in a mail the link is a button with its bare address below it, in both parts alike") {
    const auto shown = written(mail("{{order}} ready", "One.\n\n{{link}}\n\nTwo."), values());
    CHECK(shown.subject == "R-1042 ready");
    for (const auto& part : {shown.text, shown.html})
      for (const auto said : {"One.", "https://repairs.example/t/0000g40r40m30e209185gr38e1wn8vv", "Two."})
        CHECK(holds(part, said));
    CHECK(shown.text.find("One.") < shown.text.find("https:"));
    CHECK(shown.text.find("https:") < shown.text.find("Two."));
    CHECK(holds(shown.html, "<a href=\"https://repairs.example/t/"));
  }

  TEST_CASE("C40: the foot of every mail leads to the order, holds the shop's own words and the way out") {
    const auto link = values().link;
    const auto shown =
        written(mail("{{order}}", "One.\n\n{{link}}"), values(),
                {.link = link, .unsubscribe = "https://repairs.example/unsubscribe/x", .words = "Est. 1999"});
    for (const auto& part : {shown.text, shown.html})
      for (const auto said : {"Est. 1999", "No more of these mails", "/unsubscribe/x"})
        CHECK(holds(part, said));
    CHECK(holds(shown.html, "Where your order stands"));
    CHECK(shown.text.find(link) == shown.text.rfind(link));  // once is enough where nothing is to press
    const auto ended = written(mail("{{order}}", "One.\n\n{{link}}"),
                               {.shop = "S", .order = "R-1", .device = "d", .status = "s"});
    CHECK_FALSE(holds(ended.html, "<a href=\"https://repairs"));
  }

  TEST_CASE("C26: a shop's own words take the place of the house's in that language alone") {
    const std::vector own{sms("Come and get it: {{link}}")};
    CHECK(words_for(own, Topic::ready, Route::sms, english()).body == own[0].body);
    CHECK(words_for(own, Topic::ready, Route::sms, *Locale::find("de")).body != own[0].body);
    CHECK(words_for(own, Topic::ready, Route::email, english()).body != own[0].body);
    CHECK(short_message(own[0], values(), english()) == "Come and get it: " + values().link);
  }

  TEST_CASE("words for Austria are the words for German where there are no others") {
    auto austrian = sms("Servus {{link}}"), german = sms("Hallo {{link}}");
    austrian.locale = "de-AT", german.locale = "de";
    const auto chosen = [](std::vector<MessageTemplate> own) {
      return words_for(own, Topic::ready, Route::sms, *Locale::find("de")).body;
    };
    CHECK(chosen({austrian}) == austrian.body);
    CHECK(chosen({austrian, german}) == german.body);
    CHECK(chosen({german, austrian}) == german.body);
  }

  TEST_CASE("a shop's own SMS goes as it was typed; what it could save is offered") {
    const auto own = sms("Ready – “{{order}}” {{link}}");
    const auto text = short_message(own, values(), english());
    CHECK_FALSE(views::sms_size(text).gsm);
    CHECK(views::sms_size(views::plain_sms(text)).gsm);
  }

  TEST_CASE("a preview shows a template with the longest values that are sensible") {
    const auto shop = samples::shop();
    const auto place = samples::location();
    const views::ShopContact contact{shop, place, samples::london(), samples::now()};
    const auto shown =
        preview(sms("{{shop}} {{order}} {{link}}"), contact, "https://repairs.example", "", english());
    CHECK(holds(shown.text, "https://repairs.example/t/"));
    REQUIRE(shown.sms);
    CHECK(shown.sms->gsm);
    const auto mailed =
        preview(mail("{{order}}", "{{link}}"), contact, "https://repairs.example", "Foot", english());
    CHECK_FALSE(mailed.sms);
    CHECK(holds(mailed.html, "Foot"));
  }
}
