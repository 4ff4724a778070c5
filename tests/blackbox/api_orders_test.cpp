#include "tests/blackbox/till.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>

using namespace harness;

namespace {

const auto order = "orders/" + open_order;

std::vector<std::string> numbers(const Told& listed) {
  std::vector<std::string> all;
  for (const auto& one : listed.at("/data").as_array()) all.emplace_back(one.at("number").as_string());
  return all;
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/api_orders");

TEST_CASE("orders are listed whole, page by page, the latest change first and each once") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  REQUIRE(till.post(order + "/stage", R"({"stage": "ready"})").status == 200);
  std::set<std::string> seen;
  std::string cursor;
  int pages = 0;
  do {
    const auto page = till.get("orders?limit=7" + (cursor.empty() ? "" : "&cursor=" + cursor));
    REQUIRE_MESSAGE(page.status == 200, page.raw.body);
    const auto found = numbers(page);
    CHECK(found.size() <= 7);
    if (pages++ == 0) {
      CHECK(found.front() == open_order);
      CHECK(page.at("/data/0") == till.get(order).body);
    }
    for (const auto& number : found) CHECK(seen.insert(number).second);
    const auto& next = page.at("/next_cursor");
    cursor = next.is_null() ? "" : next.as_string().c_str();
  } while (!cursor.empty() && pages < 100);
  CHECK(seen.size() == shop.links().size());
}

TEST_CASE("orders are found by stage, quote, words, location and time, and a wrong filter is named") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto before = till.get(order).text("/updated_at");
  REQUIRE(till.patch(order, R"({"customer": {"name": "Zo\u00eb O'Brien", "phone": "+441632960234"},
                                "promised_at": "2031-05-01T16:00:00Z"})")
              .status == 200);
  REQUIRE(till.post(order + "/quotes", R"({"currency": "GBP", "lines": [
      {"description": "Screen", "unit_price": 8999, "tax_bp": 2000}]})")
              .status == 200);
  const auto only = std::vector<std::string>{open_order};
  for (const auto* query : {"q=zoe", "q=brien+zo", "q=0234", "q=rcwales_125&open=true", "quote=waiting"}) {
    const auto told = till.get(std::string("orders?") + query);
    CHECK_MESSAGE(told.status == 200, told.raw.body);
    CHECK_MESSAGE(numbers(told) == only, query);
  }
  CHECK(numbers(till.get("orders?updated_after=" + before)) == only);
  const auto collected = till.get("orders?stage=collected");
  for (const auto& told : collected.at("/data").as_array()) CHECK(told.at("stage") == "collected");
  const auto here = till.get(order).text("/location");
  const auto near = till.get("orders?limit=200&location=" + here);
  for (const auto& told : near.at("/data").as_array()) CHECK(told.at("location").as_string() == here.c_str());
  for (const auto* query : {"stage=lost", "quote=maybe", "open=yes", "updated_after=soon", "limit=0",
                            "limit=201", "limit=x", "colour=red"}) {
    const auto told = till.get(std::string("orders?") + query);
    CHECK_MESSAGE(told.status == 422, query);
    CHECK(told.field() == std::string(query).substr(0, std::string_view(query).find('=')));
  }
  CHECK(till.get("orders?location=moon").field() == "location");
  CHECK(till.get("orders?q=a&q=b").status == 400);
  const Till stranger{service, key_of_another_shop(shop)};
  CHECK(stranger.get("orders").at("/data").as_array().empty());
  CHECK(stranger.get("orders?q=zoe").at("/data").as_array().empty());
}

TEST_CASE("customers are found by the words of their name and address") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  REQUIRE(
      till.patch(order, R"({"customer": {"name": "Ada Quill", "email": "ada@customers.example"}})").status ==
      200);
  const auto told = till.get("customers?q=quill");
  REQUIRE_MESSAGE(told.status == 200, told.raw.body);
  REQUIRE(told.at("/data").as_array().size() == 1);
  CHECK(told.text("/data/0/email") == "ada@customers.example");
  CHECK(told.number("/data/0/orders") == 1);
  const Till stranger{service, key_of_another_shop(shop)};
  CHECK(stranger.get("customers?q=quill").at("/data").as_array().empty());
}

TEST_CASE("an order is corrected member by member, and what is not named stays") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto before = till.get(order);
  const auto device = before.text("/devices/0/id");
  const auto edited =
      till.patch(order, fmt::format(R"({{"customer": {{"name": "Ada Quill", "phone": "+441632960201"}},
                              "devices": [{{"id": "{}", "serial": "SN-7"}}, {{"kind": "Charger"}}],
                              "promised_at": "2031-05-01T17:00:00+01:00", "promise_reason": "A part is late",
                              "external_id": "POS-9"}})",
                                    device));
  REQUIRE_MESSAGE(edited.status == 200, edited.raw.body);
  CHECK(edited.number("/version") == before.number("/version") + 1);
  CHECK(edited.text("/customer/name") == "Ada Quill");
  CHECK(edited.text("/devices/0/serial") == "SN-7");
  CHECK(edited.text("/devices/0/kind") == before.text("/devices/0/kind"));
  CHECK(edited.text("/devices/1/kind") == "Charger");
  CHECK(edited.text("/promised_at") == "2031-05-01T16:00:00.000Z");
  CHECK(edited.text("/external_id") == "POS-9");
  CHECK(till.patch(order, R"({"customer": {"phone": null}})").text("/customer/phone").empty());
  CHECK(till.patch(order, R"({"promised_at": null})").at("/promised_at").is_null());
  CHECK(till.patch(order, "{}").status == 200);
}

TEST_CASE("all that is wrong with a correction is named at once, and nothing of it is written") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto before = till.get(order).number("/version");
  const auto wrong = till.patch(order, R"({"customer": {"name": "", "shoe": 4}, "devices": [{"id": "dev_0"}],
      "promised_at": "soon", "colour": "red", "resend": 1})");
  CHECK(wrong.status == 422);
  CHECK(wrong.fields() == std::vector<std::string>{"colour", "resend", "customer.shoe", "customer.name",
                                                   "devices[0].id", "promised_at"});
  struct Case {
    const char* body;
    const char* field;
  };
  for (const auto& [body, field] :
       {Case{R"({"customer": {"phone": "01632 960201"}})", "customer.phone"},
        Case{R"({"customer": {"email": "nobody"}})", "customer.email"},
        Case{R"({"devices": [{"brand": "Tern"}]})", "devices[0].kind"},
        Case{R"({"promise_reason": "Late"})", "promise_reason"}, Case{R"({"location": "moon"})", "location"},
        Case{R"({"resend": true})", "resend"},
        Case{R"({"resend": true, "customer": {"name": "Ada"}, "external_id": "7"})", "resend"}}) {
    const auto answer = till.patch(order, body);
    CHECK_MESSAGE(answer.status == 422, body);
    CHECK_MESSAGE(answer.field() == field, answer.raw.body);
  }
  CHECK(till.get(order).number("/version") == before);
}

TEST_CASE("an id of another system belongs to one order, and makes or updates it") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto here = till.get(order).text("/location");
  const auto body = [&](std::string_view serial) {
    return fmt::format(R"({{"location": "{}", "customer": {{"name": "Ada"}},
                            "devices": [{{"kind": "Phone", "serial": "{}"}}]}})",
                       here, serial);
  };
  const auto path = std::string("orders/by-external-id/POS%2F77");
  CHECK(till.get(path).status == 404);
  const auto made = till.put(path, body("A"));
  REQUIRE_MESSAGE(made.status == 201, made.raw.body);
  CHECK(made.text("/external_id") == "POS/77");
  CHECK(facts(service, path_of(made.text("/link/url"))).status == 200);
  const auto again = till.put(path, body("B"));
  CHECK(again.status == 200);
  CHECK(again.text("/id") == made.text("/id"));
  CHECK(again.text("/devices/0/id") == made.text("/devices/0/id"));
  CHECK(again.text("/devices/0/serial") == "B");
  CHECK(till.put(path, body("B")).number("/version") == again.number("/version"));
  CHECK(till.get(path).text("/id") == made.text("/id"));

  CHECK(till.patch(order, R"({"external_id": "POS/77"})").status == 409);
  CHECK(till.put(path, R"({"external_id": "other", "customer": {"name": "Ada"}, "devices": []})").field() ==
        "external_id");
  CHECK(till.with("If-Match", "\"99\"").put(path, body("C")).status == 412);
  const Till stranger{service, key_of_another_shop(shop)};
  CHECK(stranger.get(path).status == 404);
}

TEST_CASE("a new order tells its customer, unless it is asked not to") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto here = till.get(order).text("/location");
  const auto body = [&](std::string_view notify) {
    return fmt::format(R"({{"location": "{}", "customer": {{"name": "Ada", "email": "ada@customers.example"}},
                            "devices": [{{"kind": "Phone"}}], "notify": {}}})",
                       here, notify);
  };
  const auto told = till.post("orders", body("true")), silent = till.post("orders", body("false"));
  REQUIRE_MESSAGE(told.status == 201, told.raw.body);
  REQUIRE(silent.status == 201);
  CHECK(told.text("/notices/0/topic") == "confirmation");
  CHECK(told.text("/notices/0/channel") == "email");
  CHECK(silent.at("/notices").as_array().empty());
}

TEST_CASE("a mistyped contact is corrected and the link sent anew in one act, which ends the old ones") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto corrected =
      till.patch(order, R"({"customer": {"name": "Ada", "email": "ada@customers.example"}, "resend": true})");
  REQUIRE_MESSAGE(corrected.status == 200, corrected.raw.body);
  CHECK(corrected.text("/customer/email") == "ada@customers.example");
  CHECK(facts(service, shop.link(open_order)).status == 410);
  CHECK(corrected.text("/links/0/channel") == "email");
  CHECK(corrected.text("/links/0/state") == "full");
  CHECK(corrected.text("/notices/0/topic") == "new_link");
  const auto nowhere = till.patch(order, R"({"customer": {"email": "", "phone": ""}, "resend": true})");
  CHECK(nowhere.field() == "customer");
}

TEST_CASE("C09: a copied link is the one that lives, and a new one is made when it is dead") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto link = till.get(order).text("/links/0/id");
  const auto copied = till.post("links/" + link + "/copy").text("/url");
  CHECK(path_of(copied) == shop.link(open_order));
  CHECK(till.post("links/" + link + "/copy").text("/url") == copied);
  const auto printed = run(shop.folder(), {"link", open_order, "--shop", "wales"});
  CHECK(printed.out.find(shop.link(open_order)) != std::string::npos);

  REQUIRE(till.remove("links/" + link).status == 204);
  CHECK(till.post("links/" + link + "/copy").status == 410);
  const auto fresh = run(shop.folder(), {"link", open_order, "--shop", "wales"});
  CHECK(facts(service, path_of(fresh.out).substr(0, 34)).status == 200);
  const auto made = till.post(order + "/links", R"({"channel": "copy"})");
  CHECK(facts(service, path_of(made.text("/url"))).status == 200);
}

TEST_CASE("a link is sent by its channel when that is asked for, and only where it can arrive") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  REQUIRE(till.patch(order, R"({"customer": {"name": "Ada", "email": "ada@customers.example"}})").status ==
          200);
  const auto sent = till.post(order + "/links", R"({"channel": "email", "send": true})");
  REQUIRE_MESSAGE(sent.status == 201, sent.raw.body);
  const auto shown = till.get(order);
  CHECK(shown.text("/notices/0/id") == sent.text("/notice"));
  CHECK(shown.text("/notices/0/topic") == "invite");
  CHECK(till.post(order + "/links", R"({"channel": "sms", "send": true})").field() == "send");
  CHECK(till.post(order + "/links", R"({"channel": "qr", "send": true})").field() == "send");
}

TEST_SUITE_END();
