#include "orders/takings.hpp"

#include <doctest/doctest.h>

using namespace orders;
using namespace std::chrono_literals;

namespace {

constexpr Date friday{std::chrono::year{2026}, std::chrono::May, std::chrono::day{1}};
constexpr Date saturday{std::chrono::year{2026}, std::chrono::May, std::chrono::day{2}};

Payment paid(PaymentKind kind, std::int64_t amount, std::string method, Instant at) {
  return {.kind = kind, .amount = {amount, {}}, .method = std::move(method), .received_at = at};
}

}  // namespace

TEST_SUITE_BEGIN("orders/takings");

TEST_CASE("takings are summed by the shop's own day and by method; what went back stands beside") {
  const Zone summer{"Europe/London", 1h, {}};
  const Instant noon = std::chrono::sys_days{friday} + 11h;
  const Instant late = std::chrono::sys_days{friday} + 23h + 30min;  // past midnight at the shop
  const auto all =
      takings({paid(PaymentKind::deposit, 5000, "card", noon), paid(PaymentKind::final, 7718, "card", noon),
               paid(PaymentKind::refund, 1000, "card", noon), paid(PaymentKind::final, 2500, "cash", noon),
               paid(PaymentKind::refund_failed, 1000, "card", late)},
              summer);
  REQUIRE(all.size() == 3);
  CHECK(all[0] == Taking{friday, "card", {}, 12718, 1000});
  CHECK(all[1] == Taking{friday, "cash", {}, 2500, 0});
  CHECK(all[2] == Taking{saturday, "card", {}, 0, -1000});
}

TEST_CASE("takings in two currencies are two sums") {
  const auto euro = *Currency::of("EUR");
  auto other = paid(PaymentKind::final, 100, "cash", Instant{});
  other.amount.currency = euro;
  const auto all = takings({paid(PaymentKind::final, 100, "cash", Instant{}), other}, Zone{});
  REQUIRE(all.size() == 2);
  CHECK(all[0].currency == euro);
  CHECK(takings({}, Zone{}).empty());
}

TEST_SUITE_END();
