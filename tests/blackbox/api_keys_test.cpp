#include "tests/blackbox/till.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace harness;

namespace {

const auto order = "orders/" + open_order;

Till key(const Service& service, const Till& till, std::string_view scope, std::string_view location = "") {
  const auto place = location.empty() ? std::string("null") : fmt::format("\"{}\"", location);
  const auto made = till.post(
      "api-keys", fmt::format(R"({{"name": "till", "scope": "{}", "location": {}}})", scope, place));
  REQUIRE_MESSAGE(made.status == 201, made.raw.body);
  return {service, made.text("/api_key")};
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/api_keys");

TEST_CASE("a key does what its scope covers, and is told which scope the rest takes") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till owner{service, shop.api_key()};
  const auto reader = key(service, owner, "read"), writer = key(service, owner, "write");
  CHECK(reader.get(order).status == 200);
  CHECK(writer.get(order).status == 200);
  const auto refused = reader.post(order + "/stage", R"({"stage": "ready"})");
  CHECK(refused.status == 403);
  CHECK(refused.text("/detail").find("takes write") != std::string::npos);
  CHECK(refused.raw.field("www-authenticate") == R"(Bearer error="insufficient_scope", scope="write")");
  CHECK(writer.post(order + "/stage", R"({"stage": "ready"})").status == 200);
  CHECK(writer.get("api-keys").raw.field("www-authenticate").find("scope=\"admin\"") != std::string::npos);
  CHECK(writer.patch("shop", R"({"name": "Mine"})").status == 403);
  CHECK(owner.get("shop").text("/name") == "Repair Wales");
}

TEST_CASE("a key is shown once, is listed without its secret, and opens nothing once it is revoked") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till owner{service, shop.api_key()};
  const auto made = owner.post("api-keys", R"({"name": "Counter", "scope": "write"})");
  REQUIRE_MESSAGE(made.status == 201, made.raw.body);
  const auto secret = made.text("/api_key");
  const Till counter{service, secret};
  CHECK(counter.get(order).status == 200);
  const auto listed = owner.get("api-keys");
  CHECK(listed.text("/data/0/id") == made.text("/id"));
  CHECK(secret.starts_with(listed.text("/data/0/prefix")));
  CHECK(listed.text("/data/0/used_at") > made.text("/created_at"));
  CHECK(listed.raw.body.find(secret) == std::string::npos);

  CHECK(owner.remove("api-keys/" + made.text("/id")).status == 204);
  CHECK(counter.get(order).status == 401);
  CHECK(owner.get("api-keys").at("/data/0/revoked_at").is_string());
  CHECK(owner.remove("api-keys/key_01890a5d-ac96-774b-bcce-b302099a8057").status == 404);

  const auto wrong = owner.post("api-keys", R"({"scope": "all", "location": "moon", "colour": "red"})");
  CHECK(wrong.status == 422);
  CHECK(wrong.fields() == std::vector<std::string>{"colour", "name", "scope", "location"});
}

TEST_CASE("a key of one location finds nothing of another, and changes nothing of the whole shop") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till owner{service, shop.api_key()};
  const auto here = owner.get(order).text("/location");
  const auto other = owner.post("locations", R"({"name": "Quay"})");
  REQUIRE_MESSAGE(other.status == 201, other.raw.body);
  const auto quay = key(service, owner, "admin", "quay");
  const auto link = owner.get(order).text("/links/0/id");

  CHECK(quay.get(order).status == 404);
  CHECK(quay.patch(order, "{}").status == 404);
  CHECK(quay.post(order + "/stage", R"({"stage": "ready"})").status == 404);
  CHECK(quay.post("links/" + link + "/copy").status == 404);
  CHECK(quay.remove("links/" + link).status == 404);
  CHECK(quay.get("locations/" + here).status == 404);
  CHECK(quay.patch("locations/" + here, R"({"name": "Taken"})").status == 404);
  CHECK(quay.get("locations").at("/data").as_array().size() == 1);
  CHECK(quay.get("orders").at("/data").as_array().empty());
  CHECK(quay.get("orders?location=" + here).field() == "location");
  CHECK(quay.post("orders", fmt::format(R"({{"location": "{}", "customer": {{"name": "Ada"}},
                                            "devices": [{{"kind": "Phone"}}]}})",
                                        here))
            .field() == "location");
  for (const auto* path : {"shop", "notifications"}) CHECK(quay.patch(path, "{}").status == 403);
  for (const auto* path : {"staff", "api-keys"}) CHECK(quay.get(path).status == 403);
  CHECK(quay.patch("staff/stf_01890a5d-ac96-774b-bcce-b302099a8057", "{}").status == 404);

  const auto mine = quay.post("orders", R"({"customer": {"name": "Ada"}, "devices": [{"kind": "Phone"}]})");
  REQUIRE_MESSAGE(mine.status == 201, mine.raw.body);
  CHECK(mine.text("/location") == "quay");
  CHECK(quay.get("orders").at("/data").as_array().size() == 1);
  CHECK(quay.patch("locations/quay", R"({"message": "Ring twice"})").text("/message") == "Ring twice");
}

TEST_CASE("a key is told with each answer what is left to it, and when to come back") {
  const RepairShop shop;
  const Service service{shop.folder(), {{"CLAIMCHECK_LIMITS_API_PER_MINUTE", "3"}}};
  const Till till{service, shop.api_key()};
  const auto first = till.get(order);
  CHECK(first.status == 200);
  CHECK(first.raw.field("ratelimit-policy") == "\"key\";q=3;w=60");
  CHECK(first.raw.field("ratelimit").starts_with("\"key\";r=2;t="));
  CHECK(till.get("orders/none").raw.field("ratelimit").starts_with("\"key\";r=1;"));
  CHECK(till.get(order).status == 200);
  const auto refused = till.get(order);
  CHECK(refused.status == 429);
  CHECK(refused.raw.field("ratelimit").starts_with("\"key\";r=0;"));
  CHECK(std::stoi(refused.raw.field("retry-after")) > 0);
}

TEST_CASE("who guesses keys is stopped, and keys that are good still open from there") {
  const RepairShop shop;
  const Service service{
      shop.folder(),
      {{"CLAIMCHECK_LIMITS_REQUESTS_PER_MINUTE", "5"}, {"CLAIMCHECK_LIMITS_REQUEST_BURST", "5"}}};
  const Till till{service, shop.api_key()};
  const Till guess{service, "cc_live_00000000_00000000000000000000000000000000"};
  int unauthorised = 0, stopped = 0;
  for (int i = 0; i < 8; ++i) {
    const auto status = guess.get(order).status;
    unauthorised += status == 401;
    stopped += status == 429;
  }
  CHECK(unauthorised == 5);
  CHECK(stopped == 3);
  for (int i = 0; i < 10; ++i) CHECK(till.get(order).status == 200);
}

TEST_SUITE_END();
