#include "tests/blackbox/till.hpp"

#include <doctest/doctest.h>

#include <regex>

using namespace harness;

namespace {

const auto order = "orders/" + open_order;

// What the customer's page shows for the counter.
std::string counter_code(const Service& service, const std::string& link) {
  const auto page = get(service.port(), link + "/collect").body;
  std::smatch found;
  if (!std::regex_search(page, found, std::regex{"[0-9A-Z]{4}-[0-9A-Z]{4}"})) return {};
  return found.str();
}

Told collect(const Till& till, const std::string& code) {
  return till.post(order + "/collect", R"({"code": ")" + code + R"(", "recipient": "Ben Osei"})");
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/api_collect");

TEST_CASE("the code that the customer shows hands the order over, once") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  CHECK(collect(till, "0000-0000").status == 409);  // nothing is ready yet
  REQUIRE(set_stage(service, shop, open_order, "ready") == 200);
  auto code = counter_code(service, shop.link(open_order));
  REQUIRE(code.size() == 9);
  CHECK(till.post(order + "/collect", "{}").field() == "code");
  for (auto& c : code) c = static_cast<char>(std::tolower(c));  // as somebody types it
  const auto handed = collect(till, code);
  REQUIRE_MESSAGE(handed.status == 200, handed.raw.body);
  CHECK(handed.text("/stage") == "collected");
  CHECK(collect(till, code).status == 409);
  CHECK(facts(service, shop.link(open_order)).status == 410);
}

TEST_CASE("who tries codes is stopped after ten, and then not even the right one passes") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  REQUIRE(set_stage(service, shop, open_order, "ready") == 200);
  const auto code = counter_code(service, shop.link(open_order));
  REQUIRE(code.size() == 9);
  for (int i = 0; i < 10; ++i) {
    const auto wrong = collect(till, "0000-000" + std::to_string(i));
    CHECK(wrong.status == 422);
    CHECK(wrong.field() == "code");
  }
  const auto stopped = collect(till, code);
  CHECK(stopped.status == 429);
  CHECK(std::stoi(stopped.raw.field("retry-after")) > 0);
  CHECK(till.get(order).text("/stage") == "ready");
}

TEST_SUITE_END();
