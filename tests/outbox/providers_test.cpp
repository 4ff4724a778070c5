#include "outbox/paypal.hpp"
#include "outbox/stripe.hpp"
#include "tests/outbox/canned_server.hpp"
#include "tests/store/run.hpp"

#include <doctest/doctest.h>

#include <string>

using test::CannedServer;
using test::http_answer;

namespace {

const std::string token = http_answer("200 OK", R"({"access_token":"tok1","expires_in":32400})");
const std::string fresh_token = http_answer("200 OK", R"({"access_token":"tok2","expires_in":32400})");
const std::string captured = http_answer("201 Created", R"({"id":"O-1","status":"COMPLETED"})");
const std::string unauthorized = http_answer("401 Unauthorized", R"({"error":"invalid_token"})");

struct Calls {
  outbox::Workers workers{1};
  outbox::HttpClient http{workers};
};

std::string bearer(const std::string& request) {
  const auto at = request.find("Authorization: Bearer ");
  return at == request.npos ? "" : request.substr(at + 22, 4);
}

}  // namespace

TEST_SUITE("outbox/providers") {
  TEST_CASE("PayPal's token is asked for once and used again") {
    CannedServer server{{token, captured}};
    Calls calls;
    outbox::PayPal paypal{calls.http,
                          {.client_id = "id", .client_secret = "secret", .api_base = server.url()}};
    CHECK(test::run(paypal.capture("O-1", "key-1")));
    CHECK(test::run(paypal.capture("O-2", "key-2")));
    const auto requests = server.requests();
    REQUIRE(requests.size() == 3);
    CHECK(requests[0].starts_with("POST /v1/oauth2/token "));
    CHECK(requests[0].ends_with("grant_type=client_credentials"));
    CHECK(requests[1].starts_with("POST /v2/checkout/orders/O-1/capture "));
    CHECK(requests[1].find("PayPal-Request-Id: key-1\r\n") != std::string::npos);
    CHECK(bearer(requests[1]) == "tok1");
    CHECK(bearer(requests[2]) == "tok1");
  }

  TEST_CASE("a token that PayPal has forgotten is replaced, once") {
    CannedServer server{{token, captured, unauthorized, fresh_token, captured}};
    Calls calls;
    outbox::PayPal paypal{calls.http,
                          {.client_id = "id", .client_secret = "secret", .api_base = server.url()}};
    CHECK(test::run(paypal.capture("O-1", "key-1")));
    CHECK(test::run(paypal.capture("O-2", "key-2")));
    const auto requests = server.requests();
    REQUIRE(requests.size() == 5);
    CHECK(bearer(requests[4]) == "tok2");
  }

  TEST_CASE("wrong keys are said to be the reason, and are not in it") {
    CannedServer server{unauthorized};
    Calls calls;
    outbox::PayPal paypal{calls.http,
                          {.client_id = "id", .client_secret = "secret", .api_base = server.url()}};
    const auto done = test::run(paypal.capture("O-1", "key-1"));
    REQUIRE_FALSE(done);
    CHECK(done.error().reason == orders::Reason::unavailable);
    CHECK(done.error().detail == "PayPal answered 401 invalid_token");
    CHECK(server.requests().size() == 1);
  }

  TEST_CASE("a checkout is opened at Stripe and ended again") {
    CannedServer server{{http_answer("200 OK", R"({"id":"cs_1","url":"https://checkout.stripe.com/c/cs_1"})"),
                         http_answer("200 OK", "{}")}};
    Calls calls;
    outbox::Stripe stripe{calls.http, {.secret_key = "sk_test_1", .api_base = server.url()}};
    outbox::CheckoutWanted wanted{.order_id = "ord_1", .amount = {5000, {}}, .idempotency_key = "key-1"};
    const auto checkout = test::run(stripe.open_checkout(wanted));
    REQUIRE(checkout);
    CHECK(checkout->object_id == "cs_1");
    CHECK(test::run(stripe.expire_checkout("cs_1")));
    CHECK(server.requests().at(1).starts_with("POST /v1/checkout/sessions/cs_1/expire "));
  }

  TEST_CASE("when Stripe hangs up, nobody says that it failed for good") {
    CannedServer server{""};
    Calls calls;
    outbox::Stripe stripe{calls.http, {.secret_key = "sk_test_1", .api_base = server.url()}};
    outbox::CheckoutWanted wanted{.order_id = "ord_1", .amount = {5000, {}}, .idempotency_key = "key-1"};
    const auto checkout = test::run(stripe.open_checkout(wanted));
    REQUIRE_FALSE(checkout);
    CHECK(checkout.error().reason == orders::Reason::unavailable);
  }
}
