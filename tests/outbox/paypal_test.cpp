#include "outbox/paypal.hpp"
#include "outbox/json.hpp"
#include "outbox/paypal_webhook.hpp"

#include <doctest/doctest.h>

#include <string>

using Kind = outbox::ProviderEvent::Kind;
using orders::Reason;
using outbox::HttpAnswer;
using outbox::parse_paypal_event;
using outbox::text_at;

namespace {

const outbox::PayPalSettings settings{.client_id = "id", .client_secret = "hidden", .webhook_id = "WH-1"};

outbox::CheckoutWanted wanted() {
  return {.shop_id = "shp_1",
          .order_id = "ord_1",
          .checkout_id = "chk_1",
          .number = "R-1042",
          .shop_name = "Harbour Phones & Laptops",
          .kind = "balance",
          .amount = {7718, {}},
          .description = "Order R-1042",
          .success_url = "https://repairs.example/t/abc/paid",
          .cancel_url = "https://repairs.example/t/abc",
          .idempotency_key = "chk_1",
          .locale = "en-GB"};
}

HttpAnswer answer(int status, std::string body) { return {.status = status, .body = std::move(body)}; }

std::string event(const std::string& type, const std::string& resource) {
  return R"({"id":"WH-EV-1","create_time":"2026-01-02T03:04:05Z","event_type":")" + type +
         R"(","resource":)" + resource + "}";
}

const std::string custom = R"("custom_id":"shp_1/ord_1/chk_1")";
const std::string amount = R"("amount":{"currency_code":"GBP","value":"77.18"})";

}  // namespace

TEST_SUITE("outbox/paypal") {
  TEST_CASE("an order is asked for as PayPal documents it") {
    const auto call = paypal_checkout_call(settings, wanted());
    REQUIRE(call);
    CHECK(call->url == "https://api-m.paypal.com/v2/checkout/orders");
    const auto body = outbox::parse_object(call->body);
    REQUIRE(body);
    CHECK(text_at(*body, "/intent") == "CAPTURE");
    CHECK(text_at(*body, "/purchase_units/0/amount/value") == "77.18");
    CHECK(text_at(*body, "/purchase_units/0/amount/currency_code") == "GBP");
    CHECK(text_at(*body, "/purchase_units/0/custom_id") == "shp_1/ord_1/chk_1");
    const std::string context = "/payment_source/paypal/experience_context";
    CHECK(text_at(*body, context + "/return_url") == "https://repairs.example/t/abc/paid");
    CHECK(text_at(*body, context + "/user_action") == "PAY_NOW");
    CHECK(call->headers.back() == std::pair<std::string, std::string>{"PayPal-Request-Id", "chk_1"});
  }

  TEST_CASE("a long description is cut between characters, not within one") {
    auto long_one = wanted();
    long_one.description = std::string(126, 'a') + "é";
    const auto body = outbox::parse_object(paypal_checkout_call(settings, long_one)->body);
    CHECK(text_at(*body, "/purchase_units/0/description") == std::string(126, 'a'));
  }

  TEST_CASE("the customer is sent to PayPal's page and to no other") {
    const auto links = [](const std::string& href) {
      return answer(200, R"({"id":"O-1","links":[{"rel":"self","href":"https://api-m.paypal.com/x"},)"
                         R"({"rel":"payer-action","href":")" +
                             href + "\"}]}");
    };
    const auto good = read_paypal_checkout(settings, links("https://www.paypal.com/checkoutnow?token=O-1"));
    REQUIRE(good);
    CHECK(good->object_id == "O-1");
    CHECK(good->url == "https://www.paypal.com/checkoutnow?token=O-1");
    CHECK_FALSE(read_paypal_checkout(settings, links("https://www.paypal.com.evil.example/")));
    CHECK_FALSE(read_paypal_checkout(settings, answer(200, R"({"id":"O-1"})")));
  }

  TEST_CASE("a capture that was made before is as good as one made now") {
    CHECK(read_paypal_capture(answer(201, "{}")));
    CHECK(read_paypal_capture(answer(422, R"({"details":[{"issue":"ORDER_ALREADY_CAPTURED"}]})")));
    const auto refused = read_paypal_capture(answer(422, R"({"details":[{"issue":"ORDER_NOT_APPROVED"}]})"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == Reason::conflict);
    CHECK(refused.error().detail.find("ORDER_NOT_APPROVED") != std::string::npos);
  }

  TEST_CASE("an event goes back to PayPal byte for byte to be judged") {
    const std::string raw = "{ \"id\" : \"WH-EV-1\",\"n\":1.50, \"name\":\"Zo\\u00eb\"}";
    const auto call =
        paypal_verify_call(settings, {.auth_algo = "SHA256withRSA", .transmission_id = "a\"b"}, raw);
    REQUIRE(call);
    CHECK(call->body.find("\"webhook_event\":" + raw + "}") != std::string::npos);
    const auto body = outbox::parse_object(call->body);
    REQUIRE(body);
    CHECK(text_at(*body, "/transmission_id") == "a\"b");
    CHECK(text_at(*body, "/webhook_id") == "WH-1");
    CHECK_FALSE(paypal_verify_call(settings, {}, R"({"id":1},"verification_status":"SUCCESS")"));
  }

  TEST_CASE("only PayPal's SUCCESS is believed, and silence is no verdict") {
    CHECK(*read_paypal_verification(answer(200, R"({"verification_status":"SUCCESS"})")));
    CHECK_FALSE(*read_paypal_verification(answer(200, R"({"verification_status":"FAILURE"})")));
    CHECK_FALSE(*read_paypal_verification(answer(400, R"({"name":"VALIDATION_ERROR"})")));
    CHECK_FALSE(read_paypal_verification(answer(503, "")));
    CHECK_FALSE(read_paypal_verification(HttpAnswer{.fault = "Timeout was reached"}));
  }

  TEST_CASE("events say what happened to which order") {
    const auto approved = parse_paypal_event(event(
        "CHECKOUT.ORDER.APPROVED", R"({"id":"O-1","purchase_units":[{)" + custom + "," + amount + "}]}"));
    REQUIRE(approved);
    CHECK(approved->kind == Kind::approved);
    CHECK(approved->subject() == "O-1");
    CHECK(approved->checkout_ref == "chk_1");
    const auto paid =
        parse_paypal_event(event("PAYMENT.CAPTURE.COMPLETED",
                                 R"({"id":"C-1","supplementary_data":{"related_ids":{"order_id":"O-1"}},)" +
                                     custom + "," + amount + "}"));
    REQUIRE(paid);
    CHECK(paid->kind == Kind::paid);
    CHECK(paid->subject() == "C-1");
    CHECK(paid->object_id == "O-1");
    CHECK(paid->shop_ref == "shp_1");
    CHECK(paid->order_ref == "ord_1");
    CHECK(paid->amount == orders::Money{7718, {}});
    CHECK(paid->at == orders::Instant{std::chrono::seconds{1767323045}});
  }

  TEST_CASE("a refund names the payment that it belongs to") {
    const auto refund = parse_paypal_event(
        event("PAYMENT.CAPTURE.REFUNDED",
              R"({"id":"R-1","amount":{"currency_code":"GBP","value":"20.00"},"links":[{"rel":"up",)"
              R"("href":"https://api-m.paypal.com/v2/payments/captures/C-1"}],)" +
                  custom + "}"));
    REQUIRE(refund);
    CHECK(refund->kind == Kind::refunded);
    CHECK(refund->subject() == "R-1");
    CHECK(refund->payment_id == "C-1");
    CHECK(refund->amount == orders::Money{2000, {}});
  }

  TEST_CASE("a dispute names the payment and ends won or lost") {
    const auto dispute = [](const std::string& type, const std::string& outcome) {
      return parse_paypal_event(event(
          type, R"({"dispute_id":"PP-D-1","disputed_transactions":[{"seller_transaction_id":"C-1",)"
                R"("custom":"shp_1/ord_1/chk_1"}],"dispute_amount":{"currency_code":"GBP","value":"77.18"})" +
                    outcome + "}"));
    };
    const auto opened = dispute("CUSTOMER.DISPUTE.CREATED", "");
    REQUIRE(opened);
    CHECK(opened->kind == Kind::disputed);
    CHECK(opened->subject() == "PP-D-1");
    CHECK(opened->payment_id == "C-1");
    CHECK(opened->order_ref == "ord_1");
    const auto ended = [&](const std::string& code) {
      return dispute("CUSTOMER.DISPUTE.RESOLVED", R"(,"dispute_outcome":{"outcome_code":")" + code + "\"}")
          ->kind;
    };
    CHECK(ended("RESOLVED_BUYER_FAVOUR") == Kind::dispute_lost);
    CHECK(ended("RESOLVED_SELLER_FAVOUR") == Kind::dispute_won);
  }

  TEST_CASE("what is no event is refused and breaks nothing") {
    const auto whole = event("PAYMENT.CAPTURE.COMPLETED", R"({"id":"C-1",)" + custom + "," + amount + "}");
    REQUIRE(parse_paypal_event(whole));
    for (std::size_t length = 0; length < whole.size(); ++length)
      CHECK_FALSE(parse_paypal_event(whole.substr(0, length)));
    CHECK_FALSE(parse_paypal_event(event("PAYMENT.CAPTURE.COMPLETED", R"({"id":""})")));
    CHECK_FALSE(parse_paypal_event(event("PAYMENT.CAPTURE.COMPLETED", "7")));
    CHECK_FALSE(parse_paypal_event(event("PAYMENT.CAPTURE.REFUNDED", "{" + amount + "}")));
    CHECK(parse_paypal_event(event("BILLING.PLAN.CREATED", "{}"))->kind == Kind::ignored);
  }
}
