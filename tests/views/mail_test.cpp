#include "tests/views/mails.hpp"
#include "tests/views/pseudo.hpp"
#include "tests/views/samples.hpp"

#include <doctest/doctest.h>

#include <regex>
#include <set>
#include <string>

namespace {

views::MailText mail(const std::string& name, const views::Locale& locale = views::Locale::fallback()) {
  for (const auto& sample : samples::mails())
    if (sample.name == name) return sample.write(locale);
  throw std::invalid_argument(name);
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

views::MailText receipt(const orders::Shop& shop, const orders::Location& place, views::ActReceipt receipt) {
  const views::ShopContact contact{shop, place, samples::london(), samples::now()};
  return act_receipt_mail(receipt, contact, views::Locale::fallback());
}

}  // namespace

TEST_SUITE("views/mail") {
  TEST_CASE("a receipt says what was done, for how much, when and by whom, twice over") {
    const auto approved = mail("mail-approved");
    CHECK(approved.subject == "Order R-1042: You approved the quote");
    for (const auto& part : {approved.text, approved.html}) {
      for (const auto* said :
           {"You approved the quote", "R-1042", "£127.18", "Ana Ruiz", "24 Nov 2026", "14:05", "GMT",
            "evt_01890a5d-ac96-774b-bcce-b302099a8057", "Was this not you?",
            "https://repairs.example/t/0000g40r40m30e209185gr38e1wn8vv"})
        CHECK_MESSAGE(holds(part, said), std::string(said), " in ", part);
    }
  }

  TEST_CASE("each act has a subject of its own") {
    std::set<std::string> subjects;
    for (const auto& sample : samples::mails())
      if (sample.name != "mail-replaced-link")
        subjects.insert(sample.write(views::Locale::fallback()).subject);
    CHECK(subjects.size() == samples::mails().size() - 1);
  }

  TEST_CASE("whoever did not do it finds whom to call") {
    CHECK(holds(mail("mail-approved").text,
                "Call Harbour Phones & Laptops at once: +44\u00a01632\u00a0960\u00a0123"));
    CHECK(holds(mail("mail-approved").html, "href=\"tel:+441632960123\""));
    const auto shop = samples::shop();
    auto place = samples::location();
    place.contact.phone.clear();
    CHECK(holds(receipt(shop, place, {}).text, "Was this not you? Tell Harbour Phones & Laptops at once."));
  }

  TEST_CASE("a replaced link says that the old one has ended") {
    CHECK(holds(mail("mail-replaced-link").text, "The old one no longer works."));
    CHECK_FALSE(holds(mail("mail-new-link").text, "no longer works"));
    CHECK(holds(mail("mail-new-link").text, "It works until"));
  }

  TEST_CASE("what people wrote is text in a mail too") {
    auto shop = samples::shop();
    shop.name = "<b>Shop</b>";
    const auto written =
        receipt(shop, samples::location(),
                {.document = "<script>", .name = "\"><img src=x>", .link = "javascript:alert(1)"});
    CHECK_FALSE(holds(written.html, "<b>"));
    CHECK_FALSE(holds(written.html, "<script"));
    CHECK_FALSE(holds(written.html, "<img"));
    CHECK_FALSE(holds(written.html, "href=\"javascript"));
  }

  TEST_CASE("a mail is small and fetches nothing") {
    for (const auto& sample : samples::mails()) {
      const auto written = sample.write(views::Locale::fallback());
      CHECK(written.html.size() < 30 * 1024);
      for (const auto* fetched : {"<img", "src=", "url(", "<script", "<link"})
        CHECK_MESSAGE(!holds(written.html, fetched), fetched);
      CHECK_FALSE(holds(written.subject, "\n"));
    }
  }

  TEST_CASE("Arabic mails run from right to left") {
    const auto* arabic = views::Locale::find("ar");
    REQUIRE(arabic);
    CHECK(holds(mail("mail-approved", *arabic).html, "<html lang=\"ar\" dir=\"rtl\">"));
  }

  TEST_CASE("no English was left in the code of the mails") {
    static const std::regex unseen{
        R"(<bdi[^>]*>[^<]*</bdi>|<[^>]*>|https://\S+|R-1042|Harbour Phones (&|&amp;) Laptops|&\w+;)"};
    static const std::regex theirs{R"(evt_\S+|Ana Ruiz|Quay Street|Harbourton|HB1 2QS|GMT|Samsung laptop)"};
    static const std::regex english{"[A-Za-z]{3,}"};
    for (const auto& sample : samples::mails()) {
      const auto written = sample.write(samples::pseudo());
      for (auto text : {written.subject, written.text, written.html.substr(written.html.find("<body"))}) {
        text = std::regex_replace(std::regex_replace(text, unseen, " "), theirs, " ");
        if (sample.name == "mail-signed")
          text = std::regex_replace(text, std::regex{samples::terms().title}, " ");
        for (std::sregex_iterator at{text.begin(), text.end(), english}, end; at != end; ++at)
          FAIL_CHECK(sample.name, ": ", at->str());
      }
    }
  }
}
