#include "tests/blackbox/till.hpp"

#include <doctest/doctest.h>

using namespace harness;

namespace {

const auto quotes = "orders/" + open_order + "/quotes";

constexpr auto screen = R"({"currency": "GBP", "deposit": 5000, "valid_until": "2030-07-01", "lines": [
    {"description": "Screen, genuine part", "quantity": "1", "unit_price": 8999, "tax_bp": 2000},
    {"description": "Fitting", "unit_price": 1599, "tax_bp": 2000}]})";

constexpr auto choices = R"({"currency": "GBP", "send": false, "lines": [
    {"description": "Fitting", "unit_price": 1000, "tax_bp": 0},
    {"description": "New battery", "unit_price": 3900, "tax_bp": 0, "kind": "optional"},
    {"description": "Genuine part", "unit_price": 9000, "tax_bp": 0, "kind": "choice", "group": "part"},
    {"description": "Other part", "unit_price": 5000, "tax_bp": 0, "kind": "choice", "group": "part"}]})";

}  // namespace

TEST_SUITE_BEGIN("blackbox/api_quotes");

TEST_CASE(
    "C15, C16, A03: a quote reaches the customer with its sums, its hash and its last day in the shop's "
    "zone") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto made = till.post(quotes, screen);
  REQUIRE_MESSAGE(made.status == 200, made.raw.body);
  CHECK(made.number("/round") == 1);
  CHECK(made.text("/state") == "sent");
  CHECK(made.text("/sha256").size() == 64);
  CHECK(made.number("/totals/net") == 10'598);
  CHECK(made.number("/totals/tax") == 2'120);
  CHECK(made.number("/totals/gross") == 12'718);

  const auto seen = facts(service, shop.link(open_order));
  CHECK(seen.text("/quote/sha256") == made.text("/sha256"));
  CHECK(seen.text("/quote/expires_at") == "2030-07-01T23:00:00.000Z");  // midnight in British summer
  CHECK(seen.at("/quote/decision").is_null());
  CHECK(seen.number("/totals/due/amount") == 0);

  const auto extended = till.post(quotes + "/1/extend", R"({"valid_until": "2030-12-01"})");
  REQUIRE_MESSAGE(extended.status == 200, extended.raw.body);
  CHECK(extended.text("/sha256") == made.text("/sha256"));  // an extension takes nothing away
  CHECK(facts(service, shop.link(open_order)).text("/quote/extended_until") == "2030-12-01");
  CHECK(till.post(quotes + "/1/extend", R"({"valid_until": "2030-11-01"})").field() == "valid_until");
}

TEST_CASE("a decision told to staff is kept with how it was told, and stands") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  REQUIRE(till.post(quotes, screen).status == 200);
  const auto path = quotes + "/1/decision";
  const auto decided = till.post(
      path,
      R"({"decision": "approve", "method": "phone", "reference": "call at noon", "name": "Ada Quill"})");
  REQUIRE_MESSAGE(decided.status == 200, decided.raw.body);
  CHECK(decided.text("/state") == "approved");
  const auto order = till.get("orders/" + open_order);
  CHECK(order.text("/quotes/0/decision/method") == "phone");
  CHECK(order.text("/quotes/0/decision/name") == "Ada Quill");
  CHECK(order.at("/quotes/0/decision/approved") == true);
  CHECK(order.number("/totals/balance/amount") == 12'718);
  CHECK(order.number("/totals/deposit_due/amount") == 5'000);

  CHECK(till.post(path, R"({"decision": "approve", "method": "phone"})").status == 200);  // the same again
  CHECK(till.post(path, R"({"decision": "decline", "method": "phone"})").status == 409);
  CHECK(till.post(quotes + "/1/withdraw").status == 409);
}

TEST_CASE("A03: a draft is seen by nobody until it is sent, and takes the place of the round before") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  REQUIRE(till.post(quotes, screen).status == 200);
  const auto draft = till.post(quotes, choices);
  REQUIRE_MESSAGE(draft.status == 200, draft.raw.body);
  CHECK(draft.number("/round") == 2);
  CHECK(draft.text("/state") == "draft");
  CHECK(draft.at("/sha256").is_null());
  CHECK(facts(service, shop.link(open_order)).number("/quote/round") == 1);
  const auto decision = R"({"decision": "approve", "method": "in_store"})";
  CHECK(till.post(quotes + "/2/decision", decision).status == 404);

  const auto sent = till.post(quotes + "/2/send");
  REQUIRE(sent.status == 200);
  CHECK(sent.text("/sha256").size() == 64);
  CHECK(facts(service, shop.link(open_order)).number("/quote/round") == 2);
  CHECK(till.post(quotes + "/1/decision", decision).status == 410);
  CHECK(till.post(quotes + "/2/withdraw").text("/state") == "withdrawn");
  CHECK(till.post(quotes + "/2/decision", decision).status == 410);
}

TEST_CASE("staff take lines as the customer named them, exactly one of each choice") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  REQUIRE(till.post(quotes, choices).status == 200);
  REQUIRE(till.post(quotes + "/1/send").status == 200);
  const auto order = till.get("orders/" + open_order);
  const auto battery = order.text("/quotes/0/lines/1/id"), genuine = order.text("/quotes/0/lines/2/id"),
             compatible = order.text("/quotes/0/lines/3/id");
  const auto decide = [&](const std::string& lines) {
    return till.post(quotes + "/1/decision",
                     R"({"decision": "approve", "method": "email", "lines": [)" + lines + "]}");
  };
  const auto quoted = [](const std::string& id) { return "\"" + id + "\""; };
  for (const auto& impossible : {std::string{}, quoted(battery), quoted(genuine) + "," + quoted(compatible),
                                 quoted("ql_01890a5d-ac96-774b-bcce-b302099a8057"), quoted("the blue one")}) {
    const auto refused = decide(impossible);
    CHECK_MESSAGE(refused.status == 422, impossible);
    CHECK_MESSAGE(refused.field() == "lines", refused.raw.body);
  }
  const auto taken = decide(quoted(compatible));
  REQUIRE(taken.status == 200);
  CHECK(taken.text("/state") == "partially_approved");
  CHECK(taken.number("/totals/gross") == 6'000);
}

TEST_CASE("what is wrong with a quote is named by its place, and nothing is kept of it") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto before = version_of(service, shop, open_order);
  const auto with_line = [](const char* line) {
    return R"({"currency":"GBP","lines":[{)" + std::string(line) + "}]}";
  };
  struct Case {
    std::string body, field;
  };
  const std::vector<Case> cases{
      {R"({"lines": []})", "currency"},
      {R"({"currency": "GBX", "lines": []})", "currency"},
      {R"({"currency": "GBP", "lines": []})", "lines"},
      {R"({"currency": "GBP", "lines": [], "colour": 1})", "colour"},
      {R"({"currency": "GBP", "lines": {}})", "lines"},
      {with_line(R"("description": "Part", "unit_price": 89.99, "tax_bp": 0)"), "lines[0].unit_price"},
      {with_line(R"("description": "Part", "unit_price": 1, "tax_bp": 10001)"), "lines[0].tax_bp"},
      {with_line(R"("description": "Part", "unit_price": 1, "tax_bp": 0, "quantity": 1)"),
       "lines[0].quantity"},
      {with_line(R"("description": "Part", "unit_price": 1, "tax_bp": 0, "quantity": "0")"),
       "lines[0].quantity"},
      {with_line(R"("description": "Part", "unit_price": 1, "tax_bp": 0, "kind": "free")"), "lines[0].kind"},
      {with_line(R"("unit_price": 1, "tax_bp": 0)"), "lines[0].description"},
      {with_line(R"("description": "Part", "unit_price": 1, "tax_bp": 0, "price": 2)"), "lines[0].price"},
  };
  for (const auto& [body, field] : cases) {
    const auto answer = till.post(quotes, body);
    CHECK_MESSAGE(answer.status == 422, body);
    CHECK_MESSAGE(answer.field() == field, answer.raw.body);
  }
  auto past = std::string(screen);
  past.replace(past.find("2030-07-01"), 10, "2020-07-01");
  CHECK(till.post(quotes, past).status == 422);
  CHECK(till.post(quotes + "/1/send", R"({"loudly": true})").field() == "loudly");
  CHECK(till.post(quotes + "/one/send").status == 404);
  CHECK(till.post(quotes + "/1/decision", R"({"decision": "approve", "method": "link"})").field() ==
        "method");
  CHECK(version_of(service, shop, open_order) == before);
}

TEST_CASE("what the customer allowed beforehand approves the round within it as it is sent") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto path = "orders/" + open_order + "/pre-authorisation";
  const auto allowed = till.post(
      path, R"({"limit": {"amount": 13000, "currency": "GBP"}, "name": "Ada Quill", "reference": "slip 7"})");
  REQUIRE_MESSAGE(allowed.status == 200, allowed.raw.body);
  CHECK(allowed.number("/pre_authorised/limit/amount") == 13'000);
  CHECK(till.post(quotes, screen).text("/state") == "approved");
  CHECK(till.get("orders/" + open_order).text("/quotes/0/decision/method") == "pre_authorised");

  CHECK(till.post(path, R"({"limit": null})").at("/pre_authorised").is_null());
  CHECK(till.post(quotes, screen).text("/state") == "sent");
  CHECK(till.post(path, "{}").field() == "limit");
  CHECK(till.post(path, R"({"limit": {"amount": 1.5, "currency": "GBP"}})").field() == "limit.amount");
  CHECK(till.post(path, R"({"limit": {"amount": 100, "currency": "GBP"}})").field() == "name");
}

TEST_SUITE_END();
