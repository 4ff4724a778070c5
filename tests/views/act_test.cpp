#include "tests/views/samples.hpp"
#include "views/acts.hpp"

#include <doctest/doctest.h>
#include <algorithm>

using samples::draw, samples::story, samples::view_of;
using views::Act, views::ActForm, views::ActView, views::FaultKind, views::Locale;

namespace {

const Locale& english() { return Locale::fallback(); }
std::string page(const std::string& name) { return draw(story(name), english()).html; }

std::string act_page(const std::string& name) {
  for (const auto& each : samples::act_pages())
    if (each.name == name) return each.draw(english());
  throw std::out_of_range("no page " + name);
}

bool has(std::string_view html, std::string_view text) { return html.find(text) != std::string_view::npos; }

int count(std::string_view html, std::string_view text) {
  int n = 0;
  for (auto at = html.find(text); at != html.npos; at = html.find(text, at + 1)) ++n;
  return n;
}

constexpr auto base = "/t/0000g40r40m30e209185gr38e1wn8vv";
std::string posts_to(const std::string& rest) {
  return "method=\"post\" action=\"" + (base + rest) + "?lang=en\"";
}

}  // namespace

TEST_SUITE("views/acting") {
  TEST_CASE("an open quote can be answered where it is read, with the lines one wants") {
    const auto html = page("options");
    CHECK(has(html, posts_to("/quotes/1/confirm")));
    CHECK(has(html, R"(name="quote_sha256")"));
    CHECK(has(html,
              R"(<button type="submit" class="button" name="decision" value="approve">Approve</button>)"));
    CHECK(has(html, R"(<button type="submit" class="go" name="decision" value="decline">Decline</button>)"));
    CHECK(has(html, R"(<input type="checkbox" id="line-2" name="line-2" value="ql_)"));
    SUBCASE("of a choice one is taken, and the first until somebody chooses") {
      CHECK(count(html, R"(type="radio")") == 2);
      CHECK(count(html, R"(name="line-3")") == 2);
      CHECK(count(html, " checked>") == 1);
    }
    SUBCASE("only then does the page speak of another total") {
      CHECK(has(html, "The total with what you choose comes next."));
      auto plain = story("full");
      plain.order.quotes[0].lines.pop_back();
      CHECK_FALSE(has(draw(plain, english()).html, "The total with what you choose comes next."));
    }
  }

  TEST_CASE("one button at most is filled, whatever there is to do") {
    for (const auto& each : samples::stories())
      CHECK_MESSAGE(count(draw(each, english()).html, "class=\"button\"") <= 1, each.name);
    for (const auto& each : samples::act_pages())
      CHECK_MESSAGE(count(each.draw(english()), "class=\"button\"") <= 1, each.name);
  }

  TEST_CASE("where nothing can be done there is no form") {
    for (const auto* name : {"no-forms", "receipt", "share", "cancelled"})
      CHECK_MESSAGE(!has(page(name), "<form"), name);
    auto reader = story("full");
    reader.link.rights = {.decide = false, .sign = false, .pay = false, .message = false};
    CHECK_FALSE(has(draw(reader, english()).html, "<form"));
    CHECK_FALSE(has(page("no-forms"), "/t/"));
  }

  TEST_CASE("an answer can be taken back while there is time, and the page says until when") {
    CHECK(has(page("answered"), posts_to("/quotes/1/undo")));
    CHECK(has(page("answered"), "You can take this back until Tue, 24 Nov 2026, 14:50 GMT."));
    CHECK(draw(story("answered"), english()).reads_until == samples::at(24, 14, 50));
    auto late = story("answered");
    late.order.quotes[0].decision->at = samples::at(24, 13, 0);
    CHECK_FALSE(has(draw(late, english()).html, "/undo"));
    CHECK_FALSE(has(page("repairing"), "/undo"));  // told to staff, and work has begun
  }

  TEST_CASE("an answer leaves a receipt with its reference, its time and copies to keep") {
    const auto html = page("answered");
    CHECK(has(html, "R-1042/1"));
    CHECK(has(html, "<bdi>Ana R.</bdi>"));
    CHECK(has(html, "Tue, 24 Nov 2026, 13:50 GMT"));
    for (const auto* copy : {"/receipt.pdf", "/quotes/1.pdf", "/certificate.pdf"})
      CHECK_MESSAGE(has(html, std::string(base) + copy), copy);
  }

  TEST_CASE("an expired quote says so, with the shop's telephone and without a form") {
    const auto html = page("quote-expired");
    CHECK(has(html, "It can no longer be answered here. To have it renewed, call:"));
    CHECK_FALSE(has(html, "/confirm"));
  }

  TEST_CASE("what is due can be paid online, the deposit first") {
    const auto html = page("answered");
    CHECK(has(html, R"(<button type="submit" class="button">Pay £50.00 deposit</button>)"));
    CHECK(has(html, R"(<button type="submit" class="go">Pay £127.18</button>)"));
    auto offline = story("answered");
    offline.pays_online = false;
    CHECK_FALSE(has(draw(offline, english()).html, "/pay"));
    CHECK_FALSE(has(page("ready-paid"), "/pay?"));
    CHECK(has(page("disputed"), "Taken back by the bank"));
  }

  TEST_CASE("messages show who wrote, and files lead to a download with their size") {
    const auto html = page("full");
    CHECK(has(html, "The cracks are at the hinge, see the picture."));
    CHECK(has(html, std::string(base) + "/attachments/att_"));
    CHECK(has(html, "picture, 2.4 MB"));
    CHECK(has(html, "82 kB"));
    CHECK(has(html, R"(enctype="multipart/form-data")"));
  }

  TEST_CASE("a page with full access follows its order live, a receipt does not") {
    CHECK(has(page("full"), "data-events=\"" + std::string(base) + "/events\" data-version=\"7."));
    for (const auto* still : {"receipt", "no-forms"}) CHECK_MESSAGE(!has(page(still), "data-events"), still);
  }
}

TEST_SUITE("views/act_page") {
  TEST_CASE("the second step says once more what is about to happen, and can be read alone") {
    const auto of = story("full");
    const auto& quote = of.order.quotes[0];
    ActView approve{
        .order = view_of(of), .act = Act::approve, .quote = &quote, .total = {10598, 2120, 12718}};
    CHECK(
        wording(approve, english()).statement ==
        "I approve quote 1 of Monday, 23 November 2026 for order R-1042 at Harbour Phones & Laptops: £127.18 "
        "in all, tax included. I take none of the optional lines.");
    CHECK(wording(approve, english()).button == "Approve for £127.18");
    approve.taken = {quote.lines[2].id};
    CHECK(has(wording(approve, english()).statement, "I take: Clean the fan and the keyboard."));
    CHECK(has(wording(approve, *Locale::find("de")).statement, "127,18"));
    SUBCASE("and the same whenever it is asked for, since it is evidence") {
      auto later = of;
      later.order.version += 5;
      approve.taken.clear();
      const ActView again{.order = view_of(later),
                          .act = Act::approve,
                          .quote = &later.order.quotes[0],
                          .total = approve.total};
      CHECK(wording(again, english()).statement == wording(approve, english()).statement);
    }
  }

  TEST_CASE("every act asks for a name, and carries what makes its post good for once") {
    int seen = 0;
    for (const auto& each : samples::act_pages()) {
      if (!each.name.starts_with("act-")) continue;
      const auto html = each.draw(english());
      CHECK_MESSAGE(has(html, R"(id="name" name="name")"), each.name);
      CHECK_MESSAGE(has(html, R"(name="action_id" value="a1.0123456789abcdef")"), each.name);
      CHECK_MESSAGE(count(html, "<form") == 1, each.name);
      CHECK_MESSAGE(count(html, "type=\"submit\"") == 1, each.name);
      ++seen;
    }
    CHECK(seen >= 14);
  }

  TEST_CASE("what binds asks for a tick, what does not spares it") {
    for (const auto* bound : {"act-approve", "act-decline", "act-undo", "act-sign", "act-rotate"})
      CHECK_MESSAGE(has(act_page(bound), R"(name="agree" value="yes")"), bound);
    for (const auto* free : {"act-pay", "act-message", "act-share", "act-delegate"})
      CHECK_MESSAGE(!has(act_page(free), "name=\"agree\""), free);
  }

  TEST_CASE("a refused form leads to each fault and keeps what was typed") {
    const auto html = act_page("act-approve-refused");
    CHECK(has(html, R"(role="alert")"));
    CHECK(has(html, R"(<a href="#name">Type your name.</a>)"));
    CHECK(has(html, R"(<a href="#agree">Tick the box if you agree.</a>)"));
    CHECK(has(html, R"(aria-describedby="name-hint name-fault" aria-invalid="true")"));
    CHECK(has(html, R"(<p class="fault" id="name-fault">Type your name.</p>)"));
    CHECK(has(html, "<title>Not done yet: Approve the quote"));
    CHECK(has(act_page("act-approve-too-soon"), R"(value="Ana Ruiz")"));
    CHECK(has(act_page("act-approve-too-soon"), "required checked"));
    CHECK_FALSE(has(act_page("act-approve"), "role=\"alert\""));
  }

  TEST_CASE("each fault is said in its own words") {
    std::vector<std::string> said;
    for (int kind = 0; kind <= static_cast<int>(FaultKind::document_moved); ++kind) {
      const auto of = story("full");
      const ActForm form{.action = "/t/x", .faults = {{"", static_cast<FaultKind>(kind)}}};
      const ActView view{.order = view_of(of), .act = Act::share};
      const auto html = act_page(view, form, english(), samples::assets());
      const auto from = html.find("<li>", html.find("role=\"alert\"")) + 4;
      said.push_back(html.substr(from, html.find("</li>", from) - from));
      CHECK(said.back().size() > 10);
    }
    std::ranges::sort(said);
    CHECK(std::ranges::adjacent_find(said) == said.end());
  }

  TEST_CASE("a quote that moved shows what changed, line by line") {
    const auto html = act_page("act-approve-moved");
    for (const auto* part :
         {"£107.99", "£119.99", "removed", "added", "changed", "£139.18", "£163.18", "nothing was decided"})
      CHECK_MESSAGE(has(html, part), part);
  }

  TEST_CASE("a shop that asks why makes the reason required") {
    CHECK(has(act_page("act-decline-why"), "required>\n</textarea>"));
    CHECK_FALSE(has(act_page("act-decline"), "required>\n</textarea>"));
  }

  TEST_CASE("the pad waits for its script, and without it one types") {
    const auto html = act_page("act-sign");
    CHECK(has(html, R"(<form id="sign")"));
    CHECK(has(html, R"(<script src="/a/sign.js" defer>)"));
    CHECK(has(html, R"(value="typed" checked>)"));
    CHECK(count(html, "<div id=\"pad\"") == 1);
    CHECK(has(html, "Version 1, fingerprint aaaaaaaaaaaa"));
    CHECK_FALSE(has(act_page("act-approve"), "sign.js"));
  }
}

TEST_SUITE("views/side_pages") {
  TEST_CASE("a document is signed behind its end, and once signed says so for good") {
    const auto html = act_page("document");
    CHECK(html.find("documents/") > html.find("twelve months"));
    CHECK(has(html, R"(name="document_sha256" value="aaaa)"));
    CHECK(has(act_page("document-signed"), "Signed by Ana R. on Sat, 21 Nov 2026, 10:12 GMT"));
    CHECK_FALSE(has(act_page("document-signed"), "<form"));
  }

  TEST_CASE("an older version of a text cannot be signed any more") {
    auto of = story("to-sign");
    auto newer = of.order.documents[0];
    newer.version = 2;
    of.order.documents.push_back(newer);
    const auto html = document_page(view_of(of), of.order.documents[0], english(), samples::assets());
    CHECK(has(html, "A newer version has taken the place of this text."));
    CHECK_FALSE(has(html, "<form"));
  }

  TEST_CASE("the link's page tells who looked, and says what sharing and replacing do") {
    const auto html = act_page("link");
    CHECK(has(html, "Opened 3 times"));
    CHECK(has(html, "on a tablet"));
    CHECK(has(html, posts_to("/link/share")));
    CHECK(has(html, posts_to("/link/rotate")));
    CHECK(
        has(html, R"(value="https://track.example/t/1zzzzzzzzzzzzzzzzzzzzzzzzzz0pmw" dir="ltr" readonly>)"));
  }

  TEST_CASE("the collection code stands in figures and as a picture, once there is one") {
    CHECK(has(act_page("collect"), "7QK2-M4XD"));
    CHECK(has(act_page("collect"), "<svg"));
    CHECK(has(act_page("collect"), "£95.18 is left to pay."));
    CHECK(has(act_page("collect-delegate"), "Bo L."));
    CHECK_FALSE(has(act_page("collect-not-ready"), "<svg"));
  }

  TEST_CASE("a payment counts as received only when the provider has said so") {
    CHECK(has(act_page("paid-waiting"), "Your payment is being confirmed"));
    CHECK(has(act_page("paid-waiting"), "data-events="));
    CHECK(has(act_page("paid"), "Your payment has arrived"));
  }

  TEST_CASE("every page below the order leads back to it and ends with the telephone") {
    for (const auto& each : samples::act_pages()) {
      const auto html = each.draw(english());
      CHECK_MESSAGE(has(html, "tel:+441632960123"), each.name);
      if (each.name != "document-receipt")
        CHECK_MESSAGE(has(html, std::string(base) + "?lang=en\">Back"), each.name);
    }
  }

  TEST_CASE("an ended link offers a new one only where the shop sends one") {
    const auto notice = [](const std::string& name) {
      for (const auto& each : samples::notices())
        if (each.name == name) return each.draw(english());
      return std::string{};
    };
    CHECK(has(notice("ended-resend"), "Send me a new link"));
    CHECK_FALSE(has(notice("ended"), "<form"));
  }
}
