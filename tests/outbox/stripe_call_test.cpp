#include "outbox/stripe.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using orders::Reason;
using outbox::HttpAnswer;

namespace {

const outbox::StripeSettings settings{.secret_key = "sk_test_hidden"};

outbox::CheckoutWanted wanted() {
  return {.shop_id = "shp_1",
          .order_id = "ord_1",
          .checkout_id = "chk_1",
          .number = "R-1042",
          .shop_name = "Harbour Phones & Laptops",
          .kind = "deposit",
          .amount = {5000, {}},
          .description = "Deposit for order R-1042",
          .success_url = "https://repairs.example/t/abc/paid",
          .cancel_url = "https://repairs.example/t/abc",
          .idempotency_key = "chk_1",
          .locale = "de-AT",
          .customer_email = "ana@customer.example"};
}

std::string header(const outbox::HttpCall& call, std::string_view name) {
  const auto found = std::ranges::find(call.headers, name, [](const auto& h) { return h.first; });
  return found == call.headers.end() ? "" : found->second;
}

bool holds(const outbox::HttpCall& call, const std::string& field) {
  return ("&" + call.body + "&").find("&" + field + "&") != std::string::npos;
}

HttpAnswer answer(int status, std::string body) { return {.status = status, .body = std::move(body)}; }

Reason refused(const HttpAnswer& given) {
  const auto read = read_stripe_checkout(settings, given);
  REQUIRE_FALSE(read);
  CHECK(read.error().detail.find("hidden") == std::string::npos);
  return read.error().reason;
}

}  // namespace

TEST_SUITE("outbox/stripe_call") {
  TEST_CASE("a checkout is asked for as Stripe documents it") {
    const auto call = stripe_checkout_call(settings, wanted());
    REQUIRE(call);
    CHECK(call->method == "POST");
    CHECK(call->url == "https://api.stripe.com/v1/checkout/sessions");
    CHECK(header(*call, "Authorization") == "Bearer sk_test_hidden");
    CHECK(header(*call, "Idempotency-Key") == "chk_1");
    CHECK(header(*call, "Stripe-Version") == "2024-10-28.acacia");
    for (const auto field :
         {"mode=payment", "line_items%5B0%5D%5Bquantity%5D=1",
          "line_items%5B0%5D%5Bprice_data%5D%5Bcurrency%5D=gbp",
          "line_items%5B0%5D%5Bprice_data%5D%5Bunit_amount%5D=5000",
          "line_items%5B0%5D%5Bprice_data%5D%5Bproduct_data%5D%5Bname%5D=Deposit%20for%20order%20R-1042",
          "client_reference_id=ord_1", "metadata%5Bclaimcheck_shop%5D=shp_1",
          "payment_intent_data%5Bmetadata%5D%5Bclaimcheck_checkout%5D=chk_1",
          "success_url=https%3A%2F%2Frepairs.example%2Ft%2Fabc%2Fpaid", "locale=de",
          "customer_email=ana%40customer.example"})
      CHECK_MESSAGE(holds(*call, field), field);
  }

  TEST_CASE("a language that Stripe's page does not speak is left to the browser") {
    auto arabic = wanted();
    arabic.locale = "ar";
    CHECK(holds(*stripe_checkout_call(settings, arabic), "locale=auto"));
  }

  TEST_CASE("an amount that Stripe cannot take is refused before it is asked") {
    auto odd = wanted();
    odd.amount = {5124, *orders::Currency::of("KWD")};
    const auto call = stripe_checkout_call(settings, odd);
    REQUIRE_FALSE(call);
    CHECK(call.error().field == "amount");
    odd.amount = {0, {}};
    CHECK_FALSE(stripe_checkout_call(settings, odd));
  }

  TEST_CASE("the customer is sent to Stripe's page and to no other") {
    const auto good =
        R"({"id":"cs_1","url":"https://checkout.stripe.com/c/pay/cs_1","expires_at":1767323045})";
    const auto read = read_stripe_checkout(settings, answer(200, good));
    REQUIRE(read);
    CHECK(read->object_id == "cs_1");
    CHECK(read->url == "https://checkout.stripe.com/c/pay/cs_1");
    CHECK(read->expires_at == orders::Instant{std::chrono::seconds{1767323045}});
    for (const std::string url :
         {"https://checkout.stripe.com.evil.example/c", "http://checkout.stripe.com/c", "javascript:alert(1)",
          "", "https://checkout.stripe.com@evil.example/"})
      CHECK(refused(answer(200, R"({"id":"cs_1","url":")" + url + "\"}")) == Reason::unavailable);
  }

  TEST_CASE("what can be tried again and what cannot are told apart, and no secret is in the reason") {
    CHECK(refused({.fault = "Timeout was reached", .sent = true}) == Reason::unavailable);
    CHECK(refused(answer(500, "")) == Reason::unavailable);
    CHECK(refused(answer(429, "")) == Reason::unavailable);
    CHECK(refused(answer(401, R"({"error":{"message":"Invalid API Key: sk_test_hidden"}})")) ==
          Reason::unavailable);
    CHECK(refused(answer(400, R"({"error":{"type":"invalid_request_error","code":"url_invalid"}})")) ==
          Reason::invalid);
    CHECK(refused(answer(200, "not json")) == Reason::unavailable);
  }

  TEST_CASE("a session that was paid cannot be ended any more") {
    CHECK(stripe_expire_call(settings, "cs_1").url ==
          "https://api.stripe.com/v1/checkout/sessions/cs_1/expire");
    CHECK(read_stripe_expiry(answer(200, "{}")));
    const auto paid = read_stripe_expiry(answer(400, R"({"error":{"type":"invalid_request_error"}})"));
    REQUIRE_FALSE(paid);
    CHECK(paid.error().reason == Reason::conflict);
  }
}
