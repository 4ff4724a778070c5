#include "tests/blackbox/acts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace harness;

namespace {

constexpr auto choices = R"({"currency": "GBP", "lines": [
    {"description": "Fitting", "unit_price": 1000, "tax_bp": 0},
    {"description": "New battery", "unit_price": 3900, "tax_bp": 0, "kind": "optional"},
    {"description": "Genuine part", "unit_price": 9000, "tax_bp": 0, "kind": "choice", "group": "part"},
    {"description": "Compatible part", "unit_price": 5000, "tax_bp": 0, "kind": "choice", "group": "part"}]})";

// A repair with a quote that waits for its answer.
struct Quoted : OpenShop {
  explicit Quoted(const std::string& quote = quote_body(12'000), const Environment& more = {})
      : OpenShop{more}, repair{take_in(till, "P-1")} {
    send(quote);
  }
  void send(const std::string& quote) const {
    const auto made = till.post("orders/P-1/quotes", quote);
    REQUIRE_MESSAGE(made.status == 200, made.raw.body);
  }
  PageForm confirm(std::string decision = "approve", Fields more = {}) const {
    more.emplace_back("decision", std::move(decision));
    return second_step(service, repair.link, "/confirm", more).named("Ada Quill");
  }
  std::string state() const { return till.get("orders/P-1").text("/quotes/0/state"); }
  std::string line(int position) const {
    return till.get("orders/P-1").text(fmt::format("/quotes/0/lines/{}/id", position));
  }

  Repair repair;
};

}  // namespace

TEST_SUITE_BEGIN("blackbox/acts_quote");

TEST_CASE("C17, A04, B15: a customer approves what they read, and asking again changes nothing") {
  const Quoted at;
  const auto form = at.confirm();
  CHECK(at.state() == "sent");
  const auto decided = submit(at.service, form);
  REQUIRE_MESSAGE(decided.status == 303, decided.body);
  CHECK(decided.field("location").starts_with(at.repair.link));
  const auto order = at.till.get("orders/P-1");
  CHECK(order.text("/quotes/0/state") == "approved");
  CHECK(order.text("/quotes/0/decision/name") == "Ada Quill");
  CHECK(order.number("/totals/balance/amount") == 12'000);

  const auto again = submit(at.service, form);
  CHECK(again.status == 303);
  CHECK(again.field("location") == decided.field("location"));
  CHECK(version_of(at.service, at.shop, "P-1") == order.number("/version"));
  const auto proof = evidence(at.till, "P-1", "quote_approved");
  REQUIRE(proof.size() == 1);
  const auto& body = proof[0].at("body");
  CHECK(body.at("doc").at("sha256").as_string() == order.text("/quotes/0/sha256"));
  CHECK(body.at("total").at("minor") == 12'000);
  CHECK(body.at("intent").at("button_text") == "Approve for £120.00");
}

TEST_CASE("who goes on acting is not looked up again, as long as nothing has changed") {
  const Quoted at;
  const auto form = at.confirm();
  const auto looks = store_operations(at.service, "find_link");
  at.confirm();
  CHECK(store_operations(at.service, "find_link") == looks);
  REQUIRE(at.till.post("orders/P-1/quotes/1/withdraw").status == 200);
  CHECK(submit(at.service, form).status == 410);
  CHECK(store_operations(at.service, "find_link") > looks);
}

TEST_CASE("the other way to be reached is told of an act") {
  const Quoted at;
  REQUIRE(submit(at.service, at.confirm()).status == 303);
  const auto mail = letter_with(at.shop, "mail", "You approved the quote");
  CHECK(mail.find("120.00") != std::string::npos);
  CHECK(mail.find("ada@customer.example") != std::string::npos);
  CHECK(mail.find(at.repair.link) == std::string::npos);
}

TEST_CASE(
    "an option and a choice of parts are what the customer pays for, and what they did not take is not") {
  const Quoted at{choices};
  // As found the page takes the first of each choice.
  const auto form = at.confirm("approve", {{"line-1", at.line(1)}, {"line-2", at.line(3)}});
  REQUIRE(submit(at.service, form).status == 303);
  CHECK(at.state() == "approved");
  CHECK(at.till.get("orders/P-1").number("/totals/due/amount") == 9'900);
}

TEST_CASE("lines that cannot go together are asked about again, and nothing is decided") {
  const Quoted at{choices};
  const auto good = at.confirm();
  const auto genuine = at.line(2), compatible = at.line(3);
  for (const auto& lines : {Fields{}, Fields{{"line", genuine}, {"line", compatible}},
                            Fields{{"line", genuine}, {"line", "ql_01890a5d-ac96-774b-bcce-b302099a8057"}}}) {
    auto forged = good.with({{"line", ""}});
    forged.fields.pop_back();
    forged.fields.insert(forged.fields.end(), lines.begin(), lines.end());
    const auto answer = submit(at.service, forged);
    CHECK(answer.status == 422);
    CHECK(answer.body.find("cannot be taken together") != std::string::npos);
    CHECK(form_to(answer.body, "/decision").field("name") == "Ada Quill");
  }
  CHECK(at.state() == "sent");
  CHECK(submit(at.service, good).status == 303);
}

TEST_CASE("C29, A04, B15: a customer declines and says why") {
  const Quoted at;
  REQUIRE(submit(at.service, at.confirm("decline").with({{"reason", "Too dear for its age"}})).status == 303);
  const auto order = at.till.get("orders/P-1");
  CHECK(order.text("/quotes/0/state") == "declined");
  CHECK(order.text("/quotes/0/decision/reason") == "Too dear for its age");
  CHECK(evidence(at.till, "P-1", "quote_declined").size() == 1);
  // Who confirmed an approval meanwhile on another screen is told that it is decided.
  CHECK_FALSE(has_form(get(at.service.port(), at.repair.link).body, "/confirm"));
}

TEST_CASE("a shop that asks why takes no decline without a reason") {
  const TemporaryFolder folder;
  const auto made = run(folder, {"init", "--shop", "wales", "--name", "Asking Repairs", "--owner",
                                 "owner@wales.example", "--phone", "+441632960123", "--ask-why", "--json"});
  REQUIRE(made.exit_code == 0);
  const Service service{folder, at_once()};
  const Till till{service, boost::json::parse(made.out).at("api_key").as_string().c_str()};
  const auto repair = take_in(till, "P-1");
  REQUIRE(till.post("orders/P-1/quotes", quote_body(12'000)).status == 200);
  const auto decline =
      second_step(service, repair.link, "/confirm", {{"decision", "decline"}}).named("Ada Quill");
  const auto asked = submit(service, decline);
  CHECK(asked.status == 422);
  CHECK(form_to(asked.body, "/decision").field("name") == "Ada Quill");
  CHECK(till.get("orders/P-1").text("/quotes/0/state") == "sent");
  CHECK(submit(service, decline.with({{"reason", "Too dear"}})).status == 303);
  CHECK(till.get("orders/P-1").text("/quotes/0/decision/reason") == "Too dear");
}

TEST_CASE("a quote that moved is shown with what changed, and approving it takes a new look") {
  const Quoted at;
  const auto form = at.confirm();
  at.send(quote_body(15'000));
  const auto moved = submit(at.service, form);
  REQUIRE(moved.status == 409);
  CHECK(moved.body.find("id=\"difference\"") != std::string::npos);
  CHECK(moved.body.find("£120.00") != std::string::npos);
  CHECK(moved.body.find("£150.00") != std::string::npos);
  CHECK(at.till.get("orders/P-1").at("/quotes/1/decision").is_null());
  const auto asked = form_to(moved.body, "/decision");
  CHECK(asked.field("name") == "Ada Quill");
  CHECK(asked.field("agree").empty());
  CHECK(submit(at.service, asked).status == 422);  // the box is for the new total
  CHECK(submit(at.service, asked.named("Ada Quill")).status == 303);
  CHECK(at.till.get("orders/P-1").number("/totals/due/amount") == 15'000);
}

TEST_CASE(
    "a confirmation that is too quick, forged or another link's is asked once more and decides nothing") {
  const Quoted at{quote_body(12'000), {{"CLAIMCHECK_ACTIONS_MIN_DWELL_MS", "60000"}}};
  const auto good = at.confirm();
  const auto quick = submit(at.service, good);
  CHECK(quick.status == 422);
  CHECK(quick.body.find("That was very quick") != std::string::npos);
  CHECK(form_to(quick.body, "/decision").field("name") == "Ada Quill");

  auto id = good.field("action_id");
  id[20] = id[20] == 'A' ? 'B' : 'A';
  CHECK(submit(at.service, good.with({{"action_id", id}})).status == 422);
  CHECK(submit(at.service, good.with({{"action_id", ""}})).status == 422);
  const auto other = at.till.post("orders/P-1/links", R"({"channel": "sms"})");
  auto crossed = good;
  crossed.action = path_of(other.text("/url")) + "/quotes/1/decision";
  CHECK(submit(at.service, crossed).body.find("open for a long time") != std::string::npos);
  CHECK(submit(at.service, good.with({{"decision", "decline"}})).body.find("open for a long time") !=
        std::string::npos);
  CHECK(submit(at.service, good.with({{"name", ""}, {"agree", ""}})).status == 422);
  CHECK(at.state() == "sent");
}

TEST_CASE("a decision is taken back while nothing was done about it, and no longer") {
  const Quoted at;
  REQUIRE(submit(at.service, at.confirm()).status == 303);
  const auto undo = second_step(at.service, at.repair.link, "/undo").named("Ada Quill");
  REQUIRE(submit(at.service, undo).status == 303);
  CHECK(at.state() == "sent");
  CHECK(evidence(at.till, "P-1", "decision_undone").size() == 1);

  REQUIRE(submit(at.service, at.confirm()).status == 303);
  CHECK(submit(at.service, undo).status == 303);  // answered before: the same answer, and nothing is undone
  CHECK(at.state() == "approved");
  const auto late = second_step(at.service, at.repair.link, "/undo").named("Ada Quill");
  REQUIRE(set_stage(at.service, at.shop, "P-1", "in_progress") == 200);
  CHECK(submit(at.service, late).status == 409);
  CHECK(at.state() == "approved");
  CHECK_FALSE(has_form(get(at.service.port(), at.repair.link).body, "/undo"));
}

TEST_SUITE_END();
