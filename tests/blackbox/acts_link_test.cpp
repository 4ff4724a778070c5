#include "tests/blackbox/acts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <regex>

using namespace harness;

namespace {

std::string first_link(const std::string& text) {
  const auto at = text.find("/t/");
  return at == text.npos ? std::string{} : text.substr(at, 34);
}

std::size_t letters_with_links(const OpenShop& at) {
  const auto mails = letters(at.shop, "mail");
  return static_cast<std::size_t>(
      std::ranges::count_if(mails, [](const std::string& mail) { return !first_link(mail).empty(); }));
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/acts_link");

TEST_CASE("who lost their phone closes the link, and the new one comes by mail and never on the page") {
  const OpenShop at;
  const auto repair = take_in(at.till, "P-1");
  const auto form = second_step(at.service, repair.link + "/link", "/rotate").named("Ada Quill");
  CHECK(get(at.service.port(), repair.link).status == 200);  // asking closes nothing
  const auto closed = submit(at.service, form);
  REQUIRE(closed.status == 200);
  CHECK(closed.body.find("/t/") == std::string::npos);
  CHECK(get(at.service.port(), repair.link).status == 410);
  CHECK(submit(at.service, form).status == 200);  // the same answer to the same press

  const auto fresh = first_link(letter_with(at.shop, "mail", "/t/"));
  REQUIRE(fresh.size() == 34);
  CHECK(fresh != repair.link);
  CHECK(get(at.service.port(), fresh).status == 200);
  CHECK(letters_with_links(at) == 1);
  CHECK(evidence(at.till, "P-1", "link_revoked").size() == 1);
}

TEST_CASE("who has no mail gets the new link as a text message") {
  const OpenShop at;
  const auto made =
      at.till.post("orders", R"({"number": "P-2", "location": "wales", "devices": [{"kind": "Phone"}],
                                               "customer": {"name": "Ben Osei", "phone": "+441632960778"}, "notify": false})");
  const auto repair = repair_of(made.raw);
  const auto form = second_step(at.service, repair.link + "/link", "/rotate").named("Ben Osei");
  REQUIRE(submit(at.service, form).status == 200);
  const auto message = letter_with(at.shop, "sms", "/t/");
  CHECK(message.starts_with("+441632960778\n"));
  CHECK(get(at.service.port(), first_link(message)).status == 200);
}

TEST_CASE("a dead link sends a new one to the contact on file, once an hour, whoever asks") {
  const OpenShop at;
  const auto repair = take_in(at.till, "P-1");
  REQUIRE(at.till.remove("links/" + repair.link_id).status == 204);
  const auto ended = get(at.service.port(), repair.link);
  REQUIRE(ended.status == 410);
  const auto form = form_to(ended.body, "/resend");
  const auto first = submit(at.service, form.with({{"email", "thief@elsewhere.example"}}));
  CHECK(first.status == 200);
  const auto mail = letter_with(at.shop, "mail", "/t/");
  CHECK(mail.find("ada@customer.example") != std::string::npos);
  CHECK(mail.find("thief") == std::string::npos);
  CHECK(get(at.service.port(), first_link(mail)).status == 200);
  const auto second = submit(at.service, form);
  CHECK(second.status == 200);
  CHECK(second.body == first.body);
  // What is sent after it has passed the same queue.
  const auto other = take_in(at.till, "P-2");
  REQUIRE(submit(at.service, second_step(at.service, other.link + "/link", "/rotate").named("Ada Quill"))
              .status == 200);
  letter_with(at.shop, "mail", "P-2");
  CHECK(letters_with_links(at) == 2);
}

TEST_CASE("who is shown a repair sees no price, no name and no button") {
  const OpenShop at;
  const auto repair = take_in(at.till, "P-1");
  REQUIRE(at.till.post("orders/P-1/quotes", quote_body(12'000)).status == 200);
  const auto sha256 = at.till.get("orders/P-1").text("/quotes/0/sha256");
  const auto share = second_step(at.service, repair.link + "/link", "/share").named("Ada Quill");
  REQUIRE(submit(at.service, share).status == 303);
  REQUIRE(submit(at.service, share).status == 303);
  const auto diary = get(at.service.port(), repair.link + "/link").body;
  const auto value = diary.find("value=\"http");
  REQUIRE(value != std::string::npos);
  const auto shared = first_link(diary.substr(value));
  REQUIRE(shared != repair.link);

  const auto page = get(at.service.port(), shared);
  CHECK(page.status == 200);
  for (const auto* told : {"120.00", "Quill", "ada@", "<form"})
    CHECK_MESSAGE(page.body.find(told) == std::string::npos, std::string(told));
  for (const std::string below : {"/link", "/collect", "/receipt.json", "/paid"})
    CHECK_MESSAGE(get(at.service.port(), shared + below).status == 404, below);
  const Fields fields{{"decision", "approve"}, {"quote_sha256", sha256}, {"name", "Eve"},    {"agree", "yes"},
                      {"amount", "balance"},   {"text", "hello"},        {"delegate", "Eve"}};
  for (const std::string below : {"/quotes/1/confirm", "/quotes/1/decision", "/quotes/1/undo", "/pay",
                                  "/messages", "/link/share", "/link/rotate", "/collect/delegate"}) {
    const auto answer = submit(at.service, {shared + below, fields});
    CHECK_MESSAGE((answer.status == 403 || answer.status == 404), below, " ", answer.status);
    CHECK_MESSAGE(answer.body.find("120.00") == std::string::npos, below);
  }
  CHECK(at.till.get("orders/P-1").text("/quotes/0/state") == "sent");
}

TEST_CASE("somebody else is named to collect, and the code of the page hands over once") {
  const OpenShop at;
  const auto repair = take_in(at.till, "P-1");
  REQUIRE(set_stage(at.service, at.shop, "P-1", "ready") == 200);
  const auto form =
      second_step(at.service, repair.link + "/collect", "/delegate", {{"delegate", "Ben Osei"}});
  REQUIRE(submit(at.service, form.named("Ada Quill")).status == 303);
  CHECK(at.till.get("orders/P-1").text("/delegate") == "Ben Osei");
  const auto page = get(at.service.port(), repair.link + "/collect").body;
  CHECK(page.find("Ben O.") != std::string::npos);
  std::smatch code;
  REQUIRE(std::regex_search(page, code, std::regex{"[0-9A-Z]{4}-[0-9A-Z]{4}"}));
  const auto body = fmt::format(R"({{"code": "{}"}})", code.str());
  CHECK(at.till.post("orders/P-1/collect", body).status == 200);
  CHECK(at.till.post("orders/P-1/collect", body).status == 409);
  CHECK(evidence(at.till, "P-1", "item_handed_over").size() == 1);
}

TEST_CASE("with the order every power of its link ends, but what was answered is answered again") {
  const OpenShop at;
  const auto repair = take_in(at.till, "P-1");
  REQUIRE(at.till.post("orders/P-1/quotes", quote_body(12'000)).status == 200);
  const auto made =
      at.till.post("orders/P-1/documents", R"({"purpose":"terms","title":"Terms","body":"Read."})");
  const auto paper = "/documents/" + made.text("/id");
  const auto prepare = [&](const std::string& below, const char* ending, const Fields& fields) {
    return second_step(at.service, repair.link + below, ending, fields).named("Ada Quill");
  };
  const auto approve = prepare("", "/confirm", {{"decision", "approve"}});
  const std::vector<PageForm> late{prepare("", "/confirm", {{"decision", "decline"}}),
                                   prepare(paper, "/sign", {}),
                                   prepare("", "/messages", {{"text", "Hello"}}),
                                   prepare("/link", "/share", {}),
                                   prepare("/link", "/rotate", {}),
                                   prepare("/collect", "/delegate", {{"delegate", "Ben Osei"}})};
  REQUIRE(submit(at.service, approve).status == 303);
  REQUIRE(set_stage(at.service, at.shop, "P-1", "cancelled") == 200);
  const auto version = version_of(at.service, at.shop, "P-1");
  for (const auto& form : late) CHECK_MESSAGE(submit(at.service, form).status == 410, form.action);
  CHECK(submit(at.service, {repair.link + "/pay", {{"amount", "balance"}}}).status == 410);
  CHECK(submit(at.service, approve).status == 303);
  CHECK(version_of(at.service, at.shop, "P-1") == version);
}

TEST_SUITE_END();
