#include "tests/blackbox/till.hpp"

#include <doctest/doctest.h>

#include <random>
#include <set>
#include <thread>

using namespace harness;

namespace {

const auto order = "orders/" + open_order;
constexpr auto phone = R"({"customer": {"name": "Ada"}, "devices": [{"kind": "Phone"}]})";

bool holds(const TemporaryFolder& folder, std::string_view secret) {
  for (const auto* file : {"claimcheck.db", "claimcheck.db-wal"})
    if (read_file(folder / file).find(secret) != std::string::npos) return true;
  return false;
}

Told with_location(const Till& till) { return till.post("locations", R"({"name": "Quay"})"); }

}  // namespace

TEST_SUITE_BEGIN("blackbox/api_repeat");

TEST_CASE("a call that is repeated with its key is carried out once and answered alike") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto once = till.with("Idempotency-Key", "4711-a");
  const auto body = std::string(R"({"location": ")") + till.get(order).text("/location") +
                    R"(", "customer": {"name": "Ada"}, "devices": [{"kind": "Phone"}]})";
  const auto first = once.post("orders", body), again = once.post("orders", body);
  REQUIRE_MESSAGE(first.status == 201, first.raw.body);
  CHECK(first.raw.field("idempotent-replayed").empty());
  CHECK(again.status == 201);
  CHECK(again.raw.field("idempotent-replayed") == "true");
  CHECK(again.body == first.body);  // the link's address with it
  CHECK(again.raw.field("etag") == first.raw.field("etag"));
  CHECK(again.raw.field("location") == first.raw.field("location"));

  SUBCASE("its address does not lie in the database") {
    CHECK_FALSE(holds(shop.folder(), path_of(first.text("/link/url")).substr(3)));
  }
  SUBCASE("another body under the same key is refused, another key is another call") {
    const auto other = once.post("orders", phone);
    CHECK(other.status == 422);
    CHECK(other.field() == "Idempotency-Key");
    CHECK(till.with("Idempotency-Key", "4711-b").post("orders", body).text("/id") != first.text("/id"));
  }
  SUBCASE("another shop's key of the same name is its own") {
    const Till stranger{service, key_of_another_shop(shop)};
    const auto theirs = stranger.with("Idempotency-Key", "4711-a").post("orders", phone);
    CHECK(theirs.status == 201);
    CHECK(theirs.text("/id") != first.text("/id"));
  }
}

TEST_CASE("a refusal is answered alike as well, and a key must be one") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto once = till.with("Idempotency-Key", "x");
  const auto first = once.post(order + "/stage", R"({"stage": "lost"})");
  const auto again = once.post(order + "/stage", R"({"stage": "lost"})");
  CHECK(first.status == 422);
  CHECK(again.status == 422);
  CHECK(again.body == first.body);
  CHECK(again.raw.field("content-type") == "application/problem+json");
  CHECK(again.raw.field("idempotent-replayed") == "true");
  for (const auto& key : {std::string(256, 'k'), std::string("two words"), std::string("caf\xc3\xa9")})
    CHECK(till.with("Idempotency-Key", key).post(order + "/stage", R"({"stage": "ready"})").status == 400);
  CHECK(till.with("Idempotency-Key", std::string(255, 'k'))
            .post(order + "/stage", R"({"stage": "ready"})")
            .status == 200);
}

TEST_CASE("many copies of one call at once make one order") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  REQUIRE(with_location(till).status == 201);
  const auto once = till.with("Idempotency-Key", "at-once");
  std::vector<std::thread> callers;
  std::array<Told, 12> told;
  for (auto& one : told)
    callers.emplace_back([&] {
      one = once.post("orders", R"({"location": "quay", "customer": {"name": "Ada"},
                                    "devices": [{"kind": "Phone"}]})");
    });
  for (auto& caller : callers) caller.join();
  std::set<std::string> made;
  for (const auto& one : told) {
    CHECK((one.status == 201 || one.status == 409));
    if (one.status == 201) made.insert(one.text("/id"));
  }
  CHECK(made.size() == 1);
  CHECK(till.get("orders?location=quay").at("/data").as_array().size() == 1);
}

TEST_CASE("calls repeated after the service was killed among them are carried out once each") {
  const RepairShop shop;
  std::mt19937 dice{7};
  constexpr int cycles = 6, calls = 8;
  const auto make = [&](const Service& service, int number) {
    const Till till{service, shop.api_key()};
    const auto once = till.with("Idempotency-Key", "order-" + std::to_string(number));
    return once.post("orders", R"({"location": "quay", "customer": {"name": "Ada"},
                                   "devices": [{"kind": "Phone"}]})");
  };
  {
    const Service service{shop.folder()};
    REQUIRE(with_location({service, shop.api_key()}).status == 201);
  }
  for (int cycle = 0; cycle < cycles; ++cycle) {
    Service service{shop.folder()};
    std::vector<std::thread> callers;
    for (int i = 0; i < calls; ++i)
      callers.emplace_back([&, number = cycle * calls + i] {
        try {
          make(service, number);
        } catch (const std::exception&) {  // cut off
        }
      });
    std::this_thread::sleep_for(std::chrono::milliseconds{dice() % 60});
    service.kill();
    for (auto& caller : callers) caller.join();
  }
  const Service service{shop.folder()};
  std::set<std::string> made;
  for (int number = 0; number < cycles * calls; ++number) {
    const auto told = make(service, number);
    REQUIRE_MESSAGE(told.status == 201, told.raw.body);
    CHECK(facts(service, path_of(told.text("/link/url"))).text("/number") == told.text("/number"));
    made.insert(told.text("/id"));
  }
  CHECK(made.size() == cycles * calls);
  const Till till{service, shop.api_key()};
  CHECK(till.get("orders?limit=200&location=quay").at("/data").as_array().size() == cycles * calls);
}

TEST_CASE("a link that is asked for twice with one key is one link, and a secret is told once alone") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto once = till.with("Idempotency-Key", "link");
  const auto before = till.get(order).at("/links").as_array().size();
  const auto first = once.post(order + "/links", R"({"channel": "sms"})");
  REQUIRE_MESSAGE(first.status == 201, first.raw.body);
  CHECK(once.post(order + "/links", R"({"channel": "sms"})").text("/url") == first.text("/url"));
  CHECK(till.get(order).at("/links").as_array().size() == before + 1);

  const auto key = till.with("Idempotency-Key", "key");
  const auto made = key.post("api-keys", R"({"name": "Counter", "scope": "read"})");
  const auto again = key.post("api-keys", R"({"name": "Counter", "scope": "read"})");
  CHECK(made.at("/api_key").is_string());
  CHECK(again.text("/id") == made.text("/id"));
  CHECK(again.at("/api_key").is_null());
  CHECK_FALSE(holds(shop.folder(), made.text("/api_key")));
}

TEST_CASE("a change that was meant for another version is not made") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto seen = till.get(order).raw.field("etag");
  const auto meant = till.with("If-Match", seen);
  CHECK(meant.patch(order, R"({"customer": {"name": "Ada"}})").status == 200);
  const auto late = meant.post(order + "/stage", R"({"stage": "ready"})");
  CHECK(late.status == 412);
  CHECK(late.raw.field("etag") == till.get(order).raw.field("etag"));
  CHECK(till.get(order).text("/stage") == "in_progress");
  CHECK(till.with("If-Match", "*").post(order + "/stage", R"({"stage": "ready"})").status == 200);
  const auto now_so = till.get(order).raw.field("etag");
  CHECK(till.with("If-Match", "\"0\", " + now_so).post(order + "/stage", R"({"stage": "received"})").status ==
        200);
  const auto quote = till.post(order + "/quotes", R"({"currency": "GBP", "lines": [
      {"description": "Screen", "unit_price": 8999, "tax_bp": 2000}]})");
  REQUIRE_MESSAGE(quote.status == 200, quote.raw.body);
  CHECK(quote.raw.field("etag") == till.get(order).raw.field("etag"));
  CHECK(meant.post(order + "/quotes/1/withdraw", "{}").status == 412);
  CHECK(till.with("If-Match", "\"0\"").patch("shop", R"({"name": "Mine"})").status == 412);
}

TEST_SUITE_END();
