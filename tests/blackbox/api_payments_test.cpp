#include "tests/blackbox/till.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace harness;

namespace {

const auto order = "orders/" + open_order;

// An order with 127.18 to pay, 50.00 of it at once.
void owe(const Till& till) {
  const auto made = till.post(order + "/quotes", R"({"currency": "GBP", "deposit": 5000, "lines": [
      {"description": "Screen", "unit_price": 8999, "tax_bp": 2000},
      {"description": "Fitting", "unit_price": 1599, "tax_bp": 2000}]})");
  REQUIRE(made.status == 200);
  REQUIRE(
      till.post(order + "/quotes/1/decision", R"({"decision": "approve", "method": "in_store"})").status ==
      200);
}

Told pay(const Till& till, std::string_view kind, std::int64_t amount, std::string_view more = "") {
  return till.post(order + "/payments",
                   fmt::format(R"({{"kind": "{}", "amount": {{"amount": {}, "currency": "GBP"}},
                                    "method": "card"{}}})",
                               kind, amount, more));
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/api_payments");

TEST_CASE("C18: due less what was paid is the balance, for the shop and its customer alike") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  owe(till);
  const auto deposit =
      pay(till, "deposit", 5'000, R"(, "reference": "till 2", "received_at": "2026-01-02T10:00:00Z")");
  REQUIRE_MESSAGE(deposit.status == 200, deposit.raw.body);
  CHECK(deposit.number("/totals/balance/amount") == 7'718);
  CHECK(deposit.number("/totals/deposit_due/amount") == 0);
  CHECK(deposit.text("/payments/0/reference") == "till 2");
  CHECK(deposit.text("/payments/0/received_at") == "2026-01-02T10:00:00.000Z");
  CHECK(pay(till, "final", 7'718).number("/totals/balance/amount") == 0);
  const auto refunded = pay(till, "refund", 718);
  CHECK(refunded.number("/totals/refunded/amount") == 718);
  CHECK(refunded.number("/totals/balance/amount") == 718);

  const auto seen = facts(service, shop.link(open_order));
  CHECK(seen.at("/totals") == refunded.at("/totals"));
  CHECK(seen.raw.body.find("till 2") == std::string::npos);
}

TEST_CASE("a payment that cannot be is refused by name and leaves the sums alone") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  owe(till);
  CHECK(pay(till, "refund", 1).field() == "amount");
  CHECK(pay(till, "final", 0).field() == "amount");
  CHECK(pay(till, "final", -5).field() == "amount");
  CHECK(pay(till, "dispute", 5).field() == "kind");  // for the provider to say
  CHECK(pay(till, "gift", 5).field() == "kind");
  CHECK(pay(till, "final", 5, R"(, "provider": "stripe")").field() == "provider");
  CHECK(pay(till, "final", 5, R"(, "received_at": "2199-01-01T00:00:00Z")").field() == "received_at");
  const auto euros = R"({"kind": "final", "method": "cash", "amount": {"amount": 5, "currency": "EUR"}})";
  CHECK(till.post(order + "/payments", euros).field() == "amount");
  const auto bare = R"({"kind": "final", "method": "cash", "amount": 5})";
  CHECK(till.post(order + "/payments", bare).field() == "amount");
  CHECK(till.get(order).number("/totals/paid/amount") == 0);
}

TEST_SUITE_END();
