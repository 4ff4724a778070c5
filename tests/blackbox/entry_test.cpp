#include "tests/blackbox/acts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

using namespace harness;

namespace {

// A shop whose links ask first, with a repair on which there is something to keep to oneself.
struct AskingShop : OpenShop {
  explicit AskingShop(std::string_view entry) : repair{take_in(till, "P-1")} {
    REQUIRE(till.post("orders/P-1/quotes", quote_body(12'000)).status == 200);
    REQUIRE(till.patch("shop", fmt::format(R"({{"entry": "{}"}})", entry)).status == 200);
  }

  wire::Answer open(std::string_view cookie = "", std::string_view below = "") const {
    const auto field = cookie.empty() ? std::string{} : fmt::format("Cookie: {}\r\n", cookie);
    return get(service.port(), repair.link + std::string(below), field);
  }
  wire::Answer answer(std::string_view typed) const {
    return submit(service, {repair.link + "/entry", {{"answer", std::string(typed)}}});
  }
  wire::Answer send() const { return submit(service, {repair.link + "/entry/code", {}}); }

  Repair repair;
};

// "__Host-…=…", as a browser sends it back.
std::string cookie_of(const wire::Answer& answer) {
  const auto set = answer.field("set-cookie");
  return set.substr(0, set.find(';'));
}

std::string code_in(const std::string& letter) {
  const auto at = letter.find("Your code: ");
  return at == letter.npos ? std::string{} : letter.substr(at + 11, 6);
}

std::ptrdiff_t codes_sent(const OpenShop& at) {
  const auto mails = letters(at.shop, "mail");
  return std::ranges::count_if(mails, [](const std::string& mail) { return !code_in(mail).empty(); });
}

bool tells_of_order(const std::string& page) {
  for (const auto* told : {"120.00", "Quill", "ada@", "P-1"})
    if (page.find(told) != page.npos) return true;
  return false;
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/entry");

TEST_CASE("C21: a link that checks again shows where the repair stands, and the rest after four digits") {
  const AskingShop at{"recheck"};
  const auto locked = at.open();
  CHECK(locked.status == 200);
  CHECK_FALSE(tells_of_order(locked.body));
  CHECK(locked.body.find("Last four digits") != std::string::npos);
  CHECK(form_to(locked.body, "/entry").field("answer").empty());
  CHECK(locked.body.find("/decision") == std::string::npos);

  const auto wrong = at.answer("0000");
  CHECK(wrong.status == 422);
  CHECK(wrong.field("set-cookie").empty());
  CHECK_FALSE(tells_of_order(wrong.body));

  const auto let_in = at.answer("0777");
  REQUIRE(let_in.status == 303);
  CHECK(let_in.field("location").starts_with(at.repair.link));
  const auto set = let_in.field("set-cookie");
  CHECK(set.starts_with("__Host-"));
  for (const auto* part : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Max-Age=43200"})
    CHECK_MESSAGE(set.find(part) != std::string::npos, std::string(part));
  const auto open = at.open(cookie_of(let_in));
  CHECK(open.status == 200);
  CHECK(open.body.find("120.00") != std::string::npos);
  CHECK(open.body.find("Last four digits") == std::string::npos);
}

TEST_CASE("C21: a link that asks for a login shows the shop alone, until the code from the mail is typed") {
  const AskingShop at{"login"};
  const auto locked = at.open();
  CHECK(locked.status == 200);
  CHECK_FALSE(tells_of_order(locked.body));
  CHECK(locked.body.find("Screen") == std::string::npos);
  CHECK(at.open("", "?lang=de").status == 200);
  CHECK(codes_sent(at) == 0);  // looking sends nothing

  const auto sent = at.send();
  CHECK(sent.status == 200);
  CHECK_FALSE(tells_of_order(sent.body));
  CHECK(at.send().body == sent.body);  // once a minute, in the same words
  const auto letter = letter_with(at.shop, "mail", "Your code: ");
  CHECK(letter.find("ada@customer.example") != std::string::npos);
  const auto code = code_in(letter);
  REQUIRE(code.size() == 6);
  CHECK(at.answer(code == "000000" ? "000001" : "000000").status == 422);

  const auto let_in = at.answer(code.substr(0, 3) + " " + code.substr(3));
  REQUIRE(let_in.status == 303);
  CHECK(at.open(cookie_of(let_in)).body.find("120.00") != std::string::npos);
  CHECK_FALSE(tells_of_order(at.open().body));  // on another phone it asks again
  CHECK(codes_sent(at) == 1);
  CHECK(at.service.log().find(code) == std::string::npos);
}

TEST_CASE("C21: nothing behind a locked link answers, acts or is downloaded") {
  for (const std::string mode : {"recheck", "login"}) {
    const AskingShop at{mode};
    const auto sha256 = at.till.get("orders/P-1").text("/quotes/0/sha256");
    for (const std::string below :
         {"/link", "/collect", "/receipt.json", "/receipt.pdf", "/certificate.pdf", "/paid", "/pickup.ics",
          "/quotes/1.pdf", "/attachments/att_0", "/documents/doc_0"}) {
      const auto answer = at.open("", below);
      CHECK_MESSAGE(answer.status == 403, mode, below, " ", answer.status);
      CHECK_FALSE_MESSAGE(tells_of_order(answer.body), mode, below);
    }
    const Fields fields{{"decision", "approve"}, {"quote_sha256", sha256}, {"name", "Eve"},
                        {"agree", "yes"},        {"amount", "balance"},    {"text", "hello"},
                        {"delegate", "Eve"}};
    for (const std::string below : {"/quotes/1/confirm", "/quotes/1/decision", "/quotes/1/undo", "/pay",
                                    "/messages", "/link/share", "/link/rotate", "/collect/delegate"}) {
      const auto answer = submit(at.service, {at.repair.link + below, fields});
      CHECK_MESSAGE(answer.status == 403, mode, below, " ", answer.status);
      CHECK_FALSE_MESSAGE(tells_of_order(answer.body), mode, below);
    }
    const auto json = get(at.service.port(), at.repair.link, "Accept: application/json\r\n");
    CHECK(json.status == (mode == "login" ? 403 : 200));
    CHECK(json.body.find("quote") == std::string::npos);
    CHECK(json.body.find("Quill") == std::string::npos);
    CHECK(at.open("", "/events").status == (mode == "login" ? 204 : 200));
    CHECK(at.till.get("orders/P-1").text("/quotes/0/state") == "sent");
  }
}

TEST_CASE("C21: what lets a browser in opens its own link alone, and no longer once the shop asks for more") {
  const AskingShop at{"recheck"};
  const auto cookie = cookie_of(at.answer("0777"));
  const auto value = cookie.substr(cookie.find('=') + 1);
  const auto other = take_in(at.till, "P-2");
  const auto name = cookie_of(submit(at.service, {other.link + "/entry", {{"answer", "0777"}}}));
  const auto forged = name.substr(0, name.find('=') + 1) + value;
  const auto page = get(at.service.port(), other.link, fmt::format("Cookie: {}\r\n", forged));
  CHECK(page.body.find("Last four digits") != std::string::npos);
  CHECK(tells_of_order(at.open(cookie).body));

  REQUIRE(at.till.patch("shop", R"({"entry": "login"})").status == 200);
  CHECK_FALSE(tells_of_order(at.open(cookie).body));
  REQUIRE(at.till.patch("shop", R"({"entry": "direct"})").status == 200);
  CHECK(tells_of_order(at.open().body));
}

TEST_CASE("C21: five wrong answers an hour are looked at, and the sixth not even if it is right") {
  const AskingShop at{"recheck"};
  wire::Answer last;
  for (int i = 0; i < 5; ++i) last = at.answer(fmt::format("123{}", i));
  CHECK(last.status == 422);
  const auto stopped = at.answer("0777");
  CHECK(stopped.status == 429);
  CHECK(stopped.body == last.body);
  CHECK(std::stoi(stopped.field("retry-after")) > 0);
  const auto other = take_in(at.till, "P-2");  // another link has tries of its own
  CHECK(submit(at.service, {other.link + "/entry", {{"answer", "0777"}}}).status == 303);
}

TEST_CASE("C21: who gets it right often is not stopped for it") {
  const AskingShop at{"recheck"};
  for (int i = 0; i < 8; ++i) CHECK(at.answer("0777").status == 303);
}

TEST_CASE("C21: without a telephone the name of the mail address is asked, in any case of letters") {
  const AskingShop at{"recheck"};
  const auto made = at.till.post(
      "orders", R"({"number": "P-2", "location": "wales", "devices": [{"kind": "Phone"}], "notify": false,
                    "customer": {"name": "Ben Osei", "email": "ben.osei@customer.example"}})");
  const auto repair = repair_of(made.raw);
  const auto typed = [&](std::string_view text) {
    return submit(at.service, {repair.link + "/entry", {{"answer", std::string(text)}}}).status;
  };
  CHECK(get(at.service.port(), repair.link).body.find("up to the @") != std::string::npos);
  CHECK(typed("ben") == 422);
  CHECK(typed("") == 422);
  CHECK(typed("Ben.Osei ") == 303);
  CHECK(typed("ben.osei@customer.example") == 303);
}

TEST_CASE("C21: without any contact on file the page says to call the shop") {
  for (const std::string mode : {"recheck", "login"}) {
    const AskingShop at{mode};
    const auto made = at.till.post(
        "orders", R"({"number": "P-2", "location": "wales", "devices": [{"kind": "Phone"}], "notify": false,
                      "customer": {"name": "Ben Osei"}})");
    const auto repair = repair_of(made.raw);
    const auto page = get(at.service.port(), repair.link).body;
    CHECK(page.find("Call it to hear more") != std::string::npos);
    CHECK_FALSE(has_form(page, "/entry"));
    CHECK(submit(at.service, {repair.link + "/entry", {{"answer", ""}}}).status == 422);
    CHECK(submit(at.service, {repair.link + "/entry/code", {}}).status == 303);
  }
}

TEST_CASE("C21: who has no mail address gets the code as a text message") {
  const AskingShop at{"login"};
  const auto made =
      at.till.post("orders", R"({"number": "P-2", "location": "wales", "devices": [{"kind": "Phone"}],
                                 "notify": false,
                                 "customer": {"name": "Ben Osei", "phone": "+441632960778"}})");
  const auto repair = repair_of(made.raw);
  CHECK(submit(at.service, {repair.link + "/entry/code", {}}).status == 200);
  const auto message = letter_with(at.shop, "sms", "Your code: ");
  CHECK(message.starts_with("+441632960778\n"));
  CHECK(submit(at.service, {repair.link + "/entry", {{"answer", code_in(message)}}}).status == 303);
}

TEST_CASE("C21: a link that has ended says so before it asks anything, and still sends a new one") {
  const AskingShop at{"login"};
  REQUIRE(at.till.remove("links/" + at.repair.link_id).status == 204);
  const auto ended = at.open();
  CHECK(ended.status == 410);
  CHECK(has_form(ended.body, "/resend"));
  CHECK(at.send().status == 410);
  CHECK(at.answer("123456").status == 410);
}

TEST_CASE("C21: a link to follow along is not asked") {
  const AskingShop at{"direct"};
  const auto share = second_step(at.service, at.repair.link + "/link", "/share").named("Ada Quill");
  REQUIRE(submit(at.service, share).status == 303);
  const auto diary = get(at.service.port(), at.repair.link + "/link").body;
  const auto value = diary.find("value=\"http");
  REQUIRE(value != std::string::npos);
  const auto shared = diary.substr(diary.find("/t/", value), 34);
  REQUIRE(at.till.patch("shop", R"({"entry": "login"})").status == 200);
  const auto page = get(at.service.port(), shared);
  CHECK(page.status == 200);
  CHECK_FALSE(has_form(page.body, "/entry/code"));
}

TEST_SUITE_END();
