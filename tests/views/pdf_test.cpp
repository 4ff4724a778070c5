#include "tests/views/files.hpp"
#include "tests/views/papers.hpp"
#include "tests/views/pseudo.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>
#include <qpdf/qpdf-c.h>

using samples::run, samples::story, samples::Story, samples::TemporaryFile, samples::view_of;
using views::Locale;

namespace {

const Locale& in(const char* tag) { return *Locale::find(tag); }
bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

int count(std::string_view text, std::string_view part) {
  int n = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++n;
  return n;
}

// As it can be copied out of the file: row by row, or (for what is written from right to left) as a page is
// read.
std::string text(const std::string& pdf, const std::string& order = "-raw") {
  const TemporaryFile file{pdf, ".pdf"};
  return run("pdftotext " + order + " " + file.path() + " -");
}

std::string language(const std::string& pdf) {
  auto* file = qpdf_init();
  qpdf_read_memory(file, "made", pdf.data(), pdf.size(), nullptr);
  const std::string tag = qpdf_oh_get_utf8_value(file, qpdf_oh_get_key(file, qpdf_get_root(file), "/Lang"));
  qpdf_cleanup(&file);
  return tag;
}

std::string info(const std::string& pdf, const std::string& options = {}) {
  const TemporaryFile file{pdf, ".pdf"};
  return run("pdfinfo " + options + " " + file.path());
}

int pages(const std::string& pdf) {
  const auto said = info(pdf);
  return std::stoi(said.substr(said.find("Pages:") + 6));
}

std::string quote(const Story& of, const Locale& locale = Locale::fallback()) {
  return quote_pdf(view_of(of), of.order.quotes[0], locale);
}

}  // namespace

TEST_SUITE("views/pdf") {
  TEST_CASE("a quote says who offers what to whom, for how much, until when") {
    auto asked = story("full");
    asked.order.quotes[0].sha256 = std::string(64, 'c');
    const auto said = text(quote(asked));
    for (const auto part :
         {"Harbour Phones & Laptops", "12 Quay Street", "Order R-1042", "Ana Ruiz",
          "Samsung NP750XDA · …91XK", "Friday, 4 December 2026", "Screen, Samsung 15.6 inch", "£89.99",
          "optional, not in the total", "Before tax £105.98", "Tax £21.20", "Total £127.18", "£50.00",
          "Waiting for your answer", "Page 1 of 1"})
      CHECK_MESSAGE(has(said, part), part);
    CHECK(has(said, std::string(64, 'c')));
  }

  TEST_CASE("names in any script can be read and copied") {
    auto asked = story("full");
    // pdftotext turns round what Arabic writes as one sign (lam and alef), so here is a name without it.
    for (const std::string name :
         {"Zażółć Gęślą-Jaźń", "مريم حسن", "Γιώργος Παπαδόπουλος", "Ольга Щёлокова"}) {
      asked.order.customer.name = name;
      for (const std::string tag : {"en", "de", "ar"}) {
        CAPTURE(name);
        CAPTURE(tag);
        CHECK(has(text(quote(asked, in(tag.c_str())), ""), name));
      }
    }
  }

  TEST_CASE("the description holds title, language and instant, and nobody's name") {
    const auto asked = story("full");
    const auto said = info(quote(asked));
    CHECK(has(said, "Quote R-1042"));
    CHECK(has(said, "A4"));
    CHECK(has(said, "Nov 24 14:05:00 2026"));
    CHECK_FALSE(has(said, "Ruiz"));
    CHECK(has(said, "Tagged:          yes"));
    const TemporaryFile german{quote(asked, in("de")), ".pdf"};
    CHECK(has(run("pdfinfo -struct " + german.path()), "Table"));
    CHECK(language(quote(asked, in("de"))) == "de");
    CHECK(language(quote(asked, in("ar"))) == "ar");
    CHECK(has(text(quote(asked, in("pl"))), "Kosztorys"));
  }

  TEST_CASE("a telephone number and an address can be tapped") {
    const TemporaryFile file{quote(story("full")), ".pdf"};
    const auto links = run("pdfinfo -url " + file.path());
    CHECK(has(links, "tel:+441632960123"));
    CHECK(has(links, "mailto:quay@harbour.example"));
    auto irish = story("full");
    irish.location.contact.email = "o'brien@harbour.example";
    const TemporaryFile other{quote(irish), ".pdf"};
    CHECK(has(run("pdfinfo -url " + other.path()), "brien@harbour.example"));
  }

  TEST_CASE("the same quote at the same instant gives the same bytes") {
    CHECK(quote(story("full")) == quote(story("full")));
    CHECK(quote(story("full")) != quote(story("full"), in("de")));
  }

  TEST_CASE("a long quote goes on, with the head of its table on every page and no line lost") {
    const auto many = samples::long_quote(60);
    const auto pdf = quote(many);
    const auto said = text(pdf);
    CHECK(pages(pdf) == 3);
    CHECK(count(said, "Unit price") == 3);
    for (int page = 1; page <= 3; ++page) CHECK(has(said, fmt::format("Page {} of 3", page)));
    for (int line = 1; line <= 60; ++line) CHECK(count(said, fmt::format("Part number {} ", line)) == 1);
  }

  TEST_CASE("a total never stands on a page alone") {
    for (int lines = 18; lines < 28; ++lines) {
      CAPTURE(lines);
      const auto pdf = quote(samples::long_quote(lines));
      CHECK(has(text(pdf, fmt::format("-raw -f {}", pages(pdf))), fmt::format("Part number {} ", lines)));
    }
  }

  TEST_CASE("two hundred lines of the longest descriptions all fit on pages") {
    auto many = samples::long_quote(200);
    for (auto& line : many.order.quotes[0].lines)
      line.description = std::string(250, 'W') + std::string(250, '\n');
    CHECK(pages(quote(many)) > 20);
  }

  TEST_CASE("a decision stands on the quote, and a round that is over says so") {
    CHECK(has(text(quote(story("repairing"))), "Approved on Tue, 24 Nov 2026, 09:00 GMT"));
    CHECK(has(text(quote(story("repairing"))), "Answered by telephone · Ana Ruiz"));
    CHECK(has(text(quote(story("declined"))), "Declined on"));
    CHECK(has(text(quote(story("quote-expired"))), "Past its date"));
    auto replaced = story("full");
    replaced.order.quotes[0].state = orders::QuoteState::superseded;
    CHECK(has(text(quote(replaced)), "Replaced by a later round"));
  }

  TEST_CASE("a receipt tells what was approved, signed and paid, and what is left") {
    const auto paid = story("ready-paid");
    const auto said = text(receipt_pdf(view_of(paid), in("en")));
    for (const auto part :
         {"Receipt", "What was approved", "Total £145.18", "Repair terms\nversion 1 · aaaa",
          "Signed by Ana Ruiz on Sat, 21 Nov 2026", "Deposit card £50.00", "Payment cash £95.18",
          "Refund cash -£2.00", "Due £145.18", "Paid £147.18", "Refunded £2.00", "Left to pay £0.00"})
      CHECK_MESSAGE(has(said, part), part);
    const auto fresh = text(receipt_pdf(view_of(story("received")), in("en")));
    CHECK_FALSE(has(fresh, "What was approved"));
    CHECK_FALSE(has(fresh, "Payments"));
    CHECK(has(fresh, "Due £0.00"));
  }

  TEST_CASE("the picture of a signature stands on the receipt") {
    const auto paid = story("ready-paid");
    const std::vector<views::DrawnSignature> drawn{{paid.order.signatures[0].id, samples::strokes()}};
    CHECK(receipt_pdf(view_of(paid), in("en"), drawn).size() >
          receipt_pdf(view_of(paid), in("en")).size() + 500);
  }

  TEST_CASE("a certificate names each act, its hashes and its place in the chain") {
    const auto of = story("ready-paid");
    const auto said = text(certificate_pdf(samples::certificate(of), in("en")));
    for (const auto part :
         {"a simple electronic", "Article 3(10)", "neither an advanced nor",
          "Document signed: Repair terms, version 1", "2026-11-21 10:12:00.000 UTC",
          "Sat, 21 Nov 2026, 10:12 GMT", "Quote approved, round 2", "£127.18", "Approve £127.18",
          "not sure of its clock", "Zofia Żółkiewska", "Entry 57", "Last entry, 70", "Checkpoint, entry 60",
          "claimcheck verify FILE", "619a66d2d4fbbf8b"})
      CHECK_MESSAGE(has(said, part), part);
    for (const char digit : std::string("abcdef12")) CHECK(has(said, std::string(64, digit)));
  }

  TEST_CASE("no paper leaves English in another language") {
    // The tests' language has no plain letters but those of money and what people wrote.
    const auto said = text(quote(samples::long_quote(3), samples::pseudo()));
    for (const auto word : {"Quote", "Item", "Quantity", "Total", "Page", "Valid", "Sent"})
      CHECK_FALSE(has(said, word));
    const auto certificate = text(certificate_pdf(samples::certificate(story("full")), samples::pseudo()));
    for (const auto word : {"Entry", "Typed", "When", "How", "signed with", "eIDAS"})
      CHECK_FALSE(has(certificate, word));
  }
}
