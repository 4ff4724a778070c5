#include "tests/blackbox/till.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace harness;

namespace {

const auto order = "orders/" + open_order;

// How often the order's evidence holds this type.
std::ptrdiff_t proofs(const Till& till, std::string_view type) {
  const auto told = till.get(order + "/evidence");
  const auto is_it = [&](const boost::json::value& entry) { return entry.at("type").as_string() == type; };
  return std::ranges::count_if(told.at("/data").as_array(), is_it);
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/api_links");

TEST_CASE("a link is told when it is issued and when it is copied, and ends when it is revoked") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto made = till.post(order + "/links", R"({"channel": "whatsapp", "label": "Ada's phone"})");
  REQUIRE_MESSAGE(made.status == 201, made.raw.body);
  const auto link = path_of(made.text("/url"));
  const auto path = "links/" + made.text("/id");
  CHECK(facts(service, link).status == 200);
  const auto listed = till.get(order);
  CHECK(listed.text("/links/0/label") == "Ada's phone");
  CHECK(listed.number("/links/0/seen/count") == 0);
  CHECK(listed.raw.body.find(link.substr(3)) == std::string::npos);

  CHECK(till.post(path + "/copy").text("/url") == made.text("/url"));
  CHECK(till.post(path + "/copy", R"({"channel": "sms"})").field() == "channel");
  CHECK(proofs(till, "link_copied") == 1);
  CHECK(till.remove(path).status == 204);
  CHECK(facts(service, link).status == 410);
  CHECK(till.post(path + "/copy").status == 410);
  CHECK(till.remove(path).status == 204);  // gone is gone
  CHECK(proofs(till, "link_revoked") == 1);
  CHECK(till.get(order).text("/links/0/state") == "gone");
}

TEST_CASE("the shop sees how often a person looked at a link, when last and on what") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto seen = wire::ask(
      service.port(),
      "POST " + shop.link(open_order) +
          "/seen HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 "
          "like Mac OS X) Mobile/15E148\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  CHECK(seen.status == 204);
  const auto shown = till.get(order);
  CHECK(shown.number("/links/0/seen/count") == 1);
  CHECK(shown.text("/links/0/seen/device") == "phone");
  CHECK(shown.text("/links/0/seen/last_at") > shown.text("/created_at"));
}

TEST_CASE("a shared link, or one with fewer rights, shows no prices and has no more than asked for") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  for (const auto* body : {R"({"channel": "share", "rights": {"prices": true}})",
                           R"({"channel": "qr", "rights": {"prices": false}})"}) {
    const auto made = till.post(order + "/links", body);
    REQUIRE_MESSAGE(made.status == 201, made.raw.body);
    const auto shown = facts(service, path_of(made.text("/url")));
    CHECK(shown.status == 200);
    CHECK(shown.raw.body.find("totals") == std::string::npos);
  }
  CHECK(till.post(order + "/links", R"({"channel": "pigeon"})").field() == "channel");
  CHECK(till.post(order + "/links", R"({"channel": "copy", "rights": {"fly": true}})").field() ==
        "rights.fly");
  CHECK(till.post(order + "/links", "{}").field() == "channel");
}

TEST_CASE("a lost phone ends every link of the order, and one takes their place") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto second = till.post(order + "/links", R"({"channel": "sms"})");
  const auto fresh = till.post(order + "/links/rotate");
  REQUIRE_MESSAGE(fresh.status == 201, fresh.raw.body);
  CHECK(facts(service, shop.link(open_order)).status == 410);
  CHECK(facts(service, path_of(second.text("/url"))).status == 410);
  CHECK(facts(service, path_of(fresh.text("/url"))).status == 200);
}

TEST_CASE("an ended order gets no links until it is opened again") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto ended = "orders/" + collected_order;
  CHECK(till.post(ended + "/links", R"({"channel": "copy"})").status == 409);
  REQUIRE(till.post(ended + "/stage", R"({"stage": "in_progress"})").status == 200);
  CHECK(till.post(ended + "/links", R"({"channel": "copy"})").status == 201);
}

TEST_CASE("an order's evidence is told entry by entry, and says nothing personal") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto told = till.get(order + "/evidence");
  REQUIRE(told.status == 200);
  const auto& issued = told.at("/data/0");
  CHECK(issued.at("type") == "link_issued");
  CHECK(issued.at("body").at("seq") == issued.at("seq"));
  CHECK(issued.at("hash").as_string().size() == 64);
  CHECK(told.raw.body.find(shop.link(open_order).substr(3)) == std::string::npos);
}

TEST_SUITE_END();
