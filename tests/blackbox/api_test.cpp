#include "tests/blackbox/shop.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <boost/json.hpp>

using namespace harness;

namespace {

wire::Answer post(const Service& service, const RepairShop& shop, std::string_view path,
                  std::string_view body, std::string_view type = "application/json") {
  return wire::ask(
      service.port(),
      fmt::format("POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\nContent-Type: {}\r\n"
                  "Content-Length: {}\r\nConnection: close\r\n\r\n{}",
                  path, shop.api_key(), type, body.size(), body));
}

wire::Answer show(const Service& service, std::string_view number, std::string_view authorization) {
  return get(service.port(), fmt::format("/api/v1/orders/{}", number), authorization);
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/api");

TEST_CASE("C01, C39, B05: a shop system reads an order and moves it along; the customer sees it at once") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const auto key = fmt::format("Authorization: Bearer {}\r\n", shop.api_key());
  const auto shown = show(service, open_order, key);
  REQUIRE(shown.status == 200);
  CHECK(shown.field("content-type") == "application/json");
  const auto order = boost::json::parse(shown.body);
  CHECK(order.at("stage") == "in_progress");
  CHECK(order.at("number") == open_order.c_str());
  CHECK(shown.field("etag") == fmt::format("\"{}\"", order.at("version").as_int64()));
  CHECK(shown.body.find(shop.link(open_order).substr(3)) == shown.body.npos);  // never a code

  const auto device = std::string(order.at("devices").at(0).at("id").as_string());
  const auto moved =
      post(service, shop, fmt::format("/api/v1/orders/{}/devices/{}/status", open_order, device),
           R"({"status":"repaired_qc","note":"passed the bench test","public":true})");
  REQUIRE(moved.status == 200);
  CHECK(boost::json::parse(moved.body).at("devices").at(0).at("status") == "repaired_qc");
  CHECK(get(service.port(), shop.link(open_order)).body.find("passed the bench test") != std::string::npos);
  // By its id as well as by its number.
  CHECK(show(service, order.at("id").as_string(), key).status == 200);
}

TEST_CASE("the API says what is wrong with a call, and changes nothing") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const auto stage = fmt::format("/api/v1/orders/{}/stage", open_order);
  const auto before = version_of(service, shop, open_order);
  struct Case {
    std::string path, body, type;
    int status;
    std::string says;
  };
  const std::vector<Case> cases{
      {stage, "{", "application/json", 400, "not JSON"},
      {stage, "[]", "application/json", 400, "object"},
      {stage, R"({"stage":"finished"})", "application/json", 422, "\"field\":\"stage\""},
      {stage, R"({"stage":7})", "application/json", 422, "\"field\":\"stage\""},
      {stage, R"({"stage":"ready","colour":"red"})", "application/json", 422, "\"field\":\"colour\""},
      {stage, R"({"stage":"ready","public":"yes"})", "application/json", 422, "\"field\":\"public\""},
      {stage, R"({"stage":"ready"})", "text/plain", 415, "application/json"},
      {"/api/v1/orders/none/stage", R"({"stage":"ready"})", "application/json", 404, ""},
      {fmt::format("/api/v1/orders/{}/devices/dev_0/status", open_order), R"({"status":"repairing"})",
       "application/json", 404, ""},
  };
  for (const auto& [path, body, type, status, says] : cases) {
    const auto answer = post(service, shop, path, body, type);
    CHECK_MESSAGE(answer.status == status, path, " ", body);
    CHECK_MESSAGE(answer.body.find(says) != std::string::npos, answer.body);
    CHECK(answer.field("content-type") == "application/problem+json");
  }
  CHECK(version_of(service, shop, open_order) == before);
}

TEST_CASE("without a key of the shop nothing is told, not even whether an order exists") {
  const RepairShop shop;
  const Service service{shop.folder()};
  for (const auto* field : {"", "Authorization: Bearer nonsense\r\n", "Authorization: Basic YTpi\r\n",
                            "Authorization: Bearer cc_live_00000000_00000000000000000000000000000000\r\n"})
    for (const auto* number : {"rcwales_125", "none"}) {
      const auto answer = show(service, number, field);
      CHECK(answer.status == 401);
      CHECK(answer.field("www-authenticate") == "Bearer");
    }
  // Another shop's key does not reach it either.
  const auto made = run(shop.folder(), {"shop", "add", "--slug", "quay", "--name", "Quay Phones"});
  REQUIRE_MESSAGE(made.exit_code == 0, made.error);
  const auto key = run(shop.folder(), {"api-key", "create", "--shop", "quay", "--name", "till", "--json"});
  REQUIRE_MESSAGE(key.exit_code == 0, key.error);
  const auto other = std::string(boost::json::parse(key.out).at("api_key").as_string());
  CHECK(show(service, open_order, fmt::format("Authorization: Bearer {}\r\n", other)).status == 404);
}

TEST_SUITE_END();
