#include "tests/blackbox/till.hpp"

#include <doctest/doctest.h>

using namespace harness;

namespace {

constexpr auto phone = R"({"location": "Neath",
    "customer": {"name": "Ada Quill", "email": "ada@customers.example", "phone": "+441632960201"},
    "devices": [{"kind": "Phone", "brand": "Meridian", "problem": "Cracked screen"}],
    "promised_at": "2031-05-01T17:00:00+01:00", "note": "Back door"})";

}  // namespace

TEST_SUITE_BEGIN("blackbox/api_new_order");

TEST_CASE("C03, A20, B19: a new order comes back with its link, which is told once and opens the page") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto neighbour = till.get("orders/" + open_order).text("/location");
  auto body = std::string(phone);
  body.replace(body.find("Neath"), 5, neighbour);

  const auto made = till.post("orders", body);
  REQUIRE_MESSAGE(made.status == 201, made.raw.body);
  CHECK(made.text("/stage") == "created");
  CHECK(made.text("/number").starts_with("R-"));
  CHECK(made.text("/location") == neighbour);
  CHECK(made.text("/promised_at") == "2031-05-01T16:00:00.000Z");
  CHECK(made.text("/link/channel") == "copy");
  CHECK(made.text("/link/id").starts_with("lnk_"));
  CHECK(made.text("/link/expires_at") > made.text("/created_at"));
  CHECK(made.raw.field("location") == "/api/v1/orders/" + made.text("/id"));

  const auto link = path_of(made.text("/link/url"));
  const auto seen = facts(service, link);
  REQUIRE(seen.status == 200);
  CHECK(seen.text("/number") == made.text("/number"));
  const auto shown = till.get("orders/" + made.text("/number"));
  CHECK(shown.raw.body.find(link.substr(3)) == std::string::npos);
  CHECK(shown.raw.body.find("\"link\"") == std::string::npos);

  body.insert(1, "\"number\": \"" + made.text("/number") + "\",");
  const auto again = till.post("orders", body);
  CHECK(again.status == 409);
  CHECK(again.field() == "number");
}

TEST_CASE("what is wrong with a new order is named by its place") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  struct Case {
    const char* body;
    const char* field;
  };
  for (const auto& [body, field] : {
           Case{"{}", "customer"},
           Case{R"({"customer": {}, "devices": [{"kind": "Phone"}]})", "customer.name"},
           Case{R"({"customer": {"name": "Ada"}, "devices": [{"brand": "Tern"}], "location": "x"})",
                "location"},
           Case{R"({"customer": {"name": "Ada"}, "devices": [{"kind": 7}]})", "devices[0].kind"},
           Case{R"({"customer": {"name": "Ada"}, "devices": [7]})", "devices[0]"},
           Case{R"({"customer": {"name": "Ada", "shoe": 4}, "devices": [{"kind": "Phone"}]})",
                "customer.shoe"},
           Case{R"({"customer": {"name": "Ada"}, "devices": [{"kind": "Phone"}], "stage": "ready"})",
                "stage"},
           Case{R"({"customer": {"name": "Ada"}, "devices": [{"kind": "Phone"}], "promised_at": "soon"})",
                "promised_at"},
           Case{R"({"customer": {"name": "Ada"}, "devices": [{"kind": "Phone"}], "notify": "no"})", "notify"},
       }) {
    const auto answer = till.post("orders", body);
    CHECK_MESSAGE(answer.status == 422, body);
    CHECK_MESSAGE(answer.field() == field, answer.raw.body);
  }
}

TEST_CASE("another shop's system finds none of this shop's orders and links, whatever it asks") {
  const RepairShop shop;
  const auto stranger = key_of_another_shop(shop);
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()}, other{service, stranger};
  const auto order = till.get("orders/" + open_order);
  const auto path = "orders/" + order.text("/id");
  const auto before = order.number("/version");
  for (const auto* tail :
       {"", "/messages", "/evidence", "/attachments/att_01890a5d-ac96-774b-bcce-b302099a8057"})
    CHECK_MESSAGE(other.get(path + tail).status == 404, tail);
  for (const auto* tail : {"/stage", "/quotes", "/quotes/1/send", "/quotes/1/withdraw", "/quotes/1/extend",
                           "/quotes/1/decision", "/documents", "/payments", "/pre-authorisation", "/messages",
                           "/attachments", "/collect", "/links", "/links/rotate"})
    CHECK_MESSAGE(other.post(path + tail, "{}").status == 404, tail);
  const auto link = order.text("/links/0/id");
  CHECK(other.post("links/" + link + "/copy").status == 404);
  CHECK(other.remove("links/" + link).status == 404);
  CHECK(till.get(path).number("/version") == before);
  CHECK(facts(service, shop.link(open_order)).status == 200);
}

TEST_SUITE_END();
