#include "tests/blackbox/console.hpp"
#include "tests/blackbox/till.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace harness;

TEST_SUITE_BEGIN("blackbox/staff_order");

namespace {

// A shop with an order R-1, whose customer was sent a quote, and a browser for each role.
struct Counter {
  Counter() {
    const auto told = till.post("orders", R"({"number": "R-1", "location": "harbour",
        "customer": {"name": "Cleo Marsh", "email": "cleo@customers.example", "phone": "+441632960203"},
        "devices": [{"kind": "Phone"}]})");
    REQUIRE_MESSAGE(told.status == 201, told.raw.body);
    id = told.text("/id");
    device = told.text("/devices/0/id");
    link = told.text("/link/id");
    customer_page = told.text("/link/url");
    REQUIRE(till.post("orders/R-1/quotes", R"({"currency": "GBP", "lines": [{"description": "Screen",
        "quantity": "1", "unit_price": 8999, "tax_bp": 2000}]})")
                .status == 200);
  }

  Browser as(std::string_view role) const {
    Browser browser{service};
    REQUIRE(browser.sign_in_by(shop.add(fmt::format("{}@harbour.example", role), role)));
    REQUIRE(browser.get("/staff/orders/R-1").status == 200);
    return browser;
  }

  StaffedShop shop{};
  Service service{shop.folder()};
  Till till{service, shop.api_key()};
  std::string id, device, link, customer_page;
};

bool says(const wire::Answer& answer, std::string_view text) {
  return answer.body.find(text) != answer.body.npos;
}

struct Form {
  std::string path;
  Fields fields = {};
};

// Every form of the page, filled in; the brackets of repeated fields encoded as browsers do it.
std::vector<Form> forms(const Counter& counter, std::string_view order) {
  const auto at = [&](std::string_view rest) { return fmt::format("/staff/orders/{}/{}", order, rest); };
  return {{at("stage"), {{"stage", "ready"}}},
          {at(fmt::format("devices/{}/status", counter.device)), {{"status", "device_received"}}},
          {at("promise"), {{"promised_at", "2030-05-01T17:00"}}},
          {at("notes"), {{"note", "seen"}}},
          {at("edit"), {{"customer_name", "Other"}}},
          {at("quotes"),
           {{"quote_currency", "GBP"},
            {"line_description%5B%5D", "Glass"},
            {"line_quantity%5B%5D", "1"},
            {"line_price%5B%5D", "5.00"},
            {"line_tax%5B%5D", "2000"},
            {"line_kind%5B%5D", "required"}}},
          {at("quotes/1/send")},
          {at("quotes/1/withdraw")},
          {at("quotes/1/extend"), {{"extend_until", "2030-01-01"}}},
          {at("quotes/1/decision"), {{"decision", "approve"}, {"decision_method", "phone"}}},
          {at("documents"), {{"document_title", "Terms"}, {"document_body", "Text"}}},
          {at("payments"), {{"payment_kind", "final"}, {"payment_amount", "1.00"}}},
          {at("messages"), {{"message_text", "hello"}}},
          {at("links/copy"), {{"channel", "copy"}}},
          {at("links/send"), {{"route", "email"}}},
          {at("links/new"), {{"channel", "copy"}}},
          {at("links/qr"), {{"size", "a4"}}},
          {at(fmt::format("links/{}/revoke", counter.link))}};
}

const std::vector<std::string> looks{"", "/quotes/1.pdf", "/receipt.pdf", "/certificate.pdf",
                                     "/evidence.zip"};

// The order as the API tells it, but for the link that the first message to its customer brings meanwhile.
boost::json::object facts_of(const Counter& counter) {
  auto order = counter.till.get("orders/R-1").body.as_object();
  for (const auto* passing : {"version", "updated_at", "links"}) order.erase(passing);
  return order;
}

}  // namespace

TEST_CASE("a viewer sees the order and changes nothing of it") {
  const Counter counter;
  auto viewer = counter.as("viewer");
  const auto before = facts_of(counter);
  for (const auto& [path, fields] : forms(counter, "R-1")) {
    CAPTURE(path);
    CHECK(viewer.post(path, fields).status == 403);
  }
  CHECK(viewer.get("/staff/orders/R-1/evidence.zip").status == 403);
  CHECK(viewer.get("/staff/orders/R-1/quotes/1.pdf").status == 200);
  CHECK(facts_of(counter) == before);
}

TEST_CASE("another shop's order is not there, whatever is asked of it") {
  const Counter counter;
  REQUIRE(run(counter.shop.folder(), {"shop", "add", "--slug", "quay", "--name", "Quay"}).exit_code == 0);
  Browser stranger{counter.service};
  REQUIRE(stranger.sign_in_by(counter.shop.add("zed@quay.example", "owner", "quay")));
  const auto before = counter.till.get("orders/R-1").number("/version");
  for (const auto& order : {counter.id, std::string("R-1")}) {
    for (const auto& rest : looks) {
      CAPTURE(rest);
      CHECK(stranger.get("/staff/orders/" + order + rest).status == 404);
    }
    for (const auto& [path, fields] : forms(counter, order)) {
      CAPTURE(path);
      CHECK(stranger.post(path, fields).status == 404);
    }
  }
  CHECK(counter.till.get("orders/R-1").number("/version") == before);
}

TEST_CASE("a technician works, and neither cancels, nor brings back, nor decides for a customer") {
  const Counter counter;
  auto technician = counter.as("technician");
  CHECK(technician.post("/staff/orders/R-1/stage", {{"stage", "cancelled"}}).status == 403);
  CHECK(technician
            .post("/staff/orders/R-1/quotes/1/decision",
                  {{"decision", "approve"}, {"decision_method", "phone"}})
            .status == 403);
  CHECK(technician.post("/staff/orders/R-1/stage", {{"stage", "collected"}}).status == 303);
  CHECK(technician.post("/staff/orders/R-1/stage", {{"stage", "in_progress"}}).status == 403);
  auto manager = counter.as("manager");
  CHECK(manager.post("/staff/orders/R-1/stage", {{"stage", "in_progress"}}).status == 303);
  CHECK(says(manager.get("/staff/orders/R-1"), "Order reopened"));
}

TEST_CASE("the same form sent twice is one act, and another text typed after it is another") {
  const Counter counter;
  auto technician = counter.as("technician");
  const auto operation = value_of(technician.get("/staff/orders/R-1").body, "operation");
  REQUIRE(!operation.empty());
  const Fields fields{{"operation", operation}, {"note", "Glue dries until noon"}};
  for (int i = 0; i < 3; ++i) CHECK(technician.post("/staff/orders/R-1/notes", fields).status == 303);
  const Fields other{{"operation", operation}, {"note", "Then test it"}};
  CHECK(technician.post("/staff/orders/R-1/notes", other).status == 303);
  for (int i = 0; i < 2; ++i)
    CHECK(technician
              .post("/staff/orders/R-1/payments", {{"operation", operation},
                                                   {"payment_kind", "final"},
                                                   {"payment_amount", "10"},
                                                   {"payment_method", "cash"}})
              .status == 303);
  const auto order = counter.till.get("orders/R-1");
  CHECK(order.number("/totals/paid/amount") == 1000);
  const auto page = technician.get("/staff/orders/R-1").body;
  const auto first = page.find("Glue dries until noon");
  REQUIRE(first != page.npos);
  // Once among the notes, once among all that happened.
  const auto second = page.find("Glue dries until noon", first + 1);
  REQUIRE(second != page.npos);
  CHECK(page.find("Glue dries until noon", second + 1) == page.npos);
  CHECK(page.find("Then test it") != page.npos);
}

TEST_CASE("a form without the session's token, or from another site, changes nothing") {
  const Counter counter;
  auto technician = counter.as("technician");
  const Fields fields{{"note", "planted"}};
  CHECK(technician.post_bare("/staff/orders/R-1/notes", fields).status == 403);
  CHECK(technician.post("/staff/orders/R-1/notes", fields, "Origin: https://elsewhere.example\r\n").status ==
        403);
  CHECK_FALSE(says(technician.get("/staff/orders/R-1"), "planted"));
}

TEST_CASE("a refused form comes back with what was typed, by its field") {
  const Counter counter;
  auto technician = counter.as("technician");
  const auto quote = technician.post("/staff/orders/R-1/quotes", {{"quote_currency", "GBP"},
                                                                  {"line_description%5B%5D", "Battery <new>"},
                                                                  {"line_quantity%5B%5D", "0"},
                                                                  {"line_price%5B%5D", "thirty"},
                                                                  {"line_tax%5B%5D", "2000"},
                                                                  {"line_kind%5B%5D", "required"},
                                                                  {"quote_deposit", "much"}});
  CHECK(quote.status == 422);
  for (const auto* text : {"Battery &lt;new&gt;", "thirty", "much", "line-0-price-fault",
                           "line-0-quantity-fault", "quote_deposit-fault"}) {
    CAPTURE(std::string(text));
    CHECK(says(quote, text));
  }
  const auto edit = technician.post("/staff/orders/R-1/edit",
                                    {{"customer_name", "Cleo"}, {"customer_phone", "0163 nothing"}});
  CHECK(edit.status == 422);
  CHECK(says(edit, "0163 nothing"));
  CHECK(says(edit, "customer_phone-fault"));
  const auto document = technician.post("/staff/orders/R-1/documents",
                                        {{"document_title", "T"}, {"document_body", "<b>bold</b>"}});
  CHECK(document.status == 422);
  CHECK(says(document, "&lt;b&gt;bold"));
  CHECK(technician.post("/staff/orders/R-1/payments", {{"payment_kind", "dispute"}, {"payment_amount", "1"}})
            .status == 422);
  CHECK(technician.post("/staff/orders/R-1/payments", {{"payment_kind", "refund"}, {"payment_amount", "99"}})
            .status == 422);
}

TEST_CASE("C28: a move that the device cannot make is a conflict that says how it stands") {
  const Counter counter;
  auto technician = counter.as("technician");
  const auto path = fmt::format("/staff/orders/R-1/devices/{}/status", counter.device);
  const auto refused = technician.post(path, {{"status", "repaired_ready"}});
  CHECK(refused.status == 409);
  CHECK(says(refused, "cannot go from"));
}

TEST_CASE("C09: a script gets the link's address as JSON, and an ended order has none to copy") {
  const Counter counter;
  auto technician = counter.as("technician");
  const auto copied =
      technician.post("/staff/orders/R-1/links/copy", {{"channel", "copy"}}, "Accept: application/json\r\n");
  CHECK(copied.status == 200);
  CHECK(copied.field("content-type").starts_with("application/json"));
  const auto body = boost::json::parse(copied.body);
  CHECK(body.at("url").as_string() == counter.customer_page);
  CHECK(copied.field("cache-control") == "no-store");

  REQUIRE(technician.post("/staff/orders/R-1/stage", {{"stage", "collected"}}).status == 303);
  const auto ended =
      technician.post("/staff/orders/R-1/links/copy", {{"channel", "copy"}}, "Accept: application/json\r\n");
  CHECK(ended.status == 409);
  CHECK(technician.post("/staff/orders/R-1/links/copy", {{"channel", "copy"}}).status == 409);
  CHECK(technician.post("/staff/orders/R-1/links/send", {{"route", "email"}}).status == 409);
}

TEST_CASE("a link is revoked only from its own order, and no page holds a code") {
  const Counter counter;
  REQUIRE(counter.till
              .post("orders", R"({"number": "R-2", "location": "harbour", "customer": {"name": "Bo"},
      "devices": [{"kind": "Tablet"}]})")
              .status == 201);
  auto technician = counter.as("technician");
  CHECK(technician.post(fmt::format("/staff/orders/R-2/links/{}/revoke", counter.link)).status == 404);
  const auto code = counter.customer_page.substr(counter.customer_page.rfind('/') + 1);
  CHECK_FALSE(says(technician.get("/staff/orders/R-1"), code));
  CHECK(technician.post(fmt::format("/staff/orders/R-1/links/{}/revoke", counter.link)).status == 303);
  CHECK(get(counter.service.port(), "/t/" + code).status == 410);
  CHECK(counter.service.log().find(code) == std::string::npos);
}

TEST_SUITE_END();
