#include "outbox/stripe_webhook.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

using namespace std::chrono_literals;
using outbox::verify_stripe_signature;

namespace {

// Made by stripe.webhooks.generateTestHeaderString of Stripe's own package for Node, version 23.1.0.
constexpr std::string_view body = R"({"id":"evt_1","object":"event","type":"checkout.session.completed"})";
constexpr std::string_view signed_current =
    "t=1767323045,v1=d1942aea4340bee8313cd92eabf7f71beb7618a2838f06abf3046900cae209bf";
constexpr std::string_view signed_previous =
    "t=1767323045,v1=233dd18bc78ea249377670a652310cff89b8e98bb0315a7b577966be3f131040";
constexpr std::string_view unicode_body = "{\"name\":\"Zoë – 東京\"}\n";
constexpr std::string_view signed_unicode =
    "t=1767323045,v1=0ccf4914c67c023da7165ceefb5b838f96445f5e79dbc9857da6e6e95cfd626e";

constexpr orders::Instant then{1767323045s};
const std::array<std::string, 1> current{"whsec_test_current"};
const std::array<std::string, 2> rotating{"whsec_test_current", "whsec_test_previous"};

}  // namespace

TEST_SUITE("outbox/stripe_signature") {
  TEST_CASE("what Stripe's own package signs is accepted") {
    CHECK(verify_stripe_signature(body, signed_current, current, then));
    CHECK(verify_stripe_signature(unicode_body, signed_unicode, current, then));
  }

  TEST_CASE("one changed byte is refused") {
    std::string changed{body};
    changed[10] = '2';
    CHECK_FALSE(verify_stripe_signature(changed, signed_current, current, then));
    CHECK_FALSE(verify_stripe_signature(std::string(body) + "\n", signed_current, current, then));
    std::string header{signed_current};
    header.back() = 'e';
    CHECK_FALSE(verify_stripe_signature(body, header, current, then));
  }

  TEST_CASE("while secrets are exchanged either is good, afterwards only the new one") {
    CHECK(verify_stripe_signature(body, signed_previous, rotating, then));
    CHECK(verify_stripe_signature(body, signed_current, rotating, then));
    CHECK_FALSE(verify_stripe_signature(body, signed_previous, current, then));
  }

  TEST_CASE("of several signatures one good one is enough, and other schemes do not count") {
    const auto good = std::string(signed_current.substr(13));
    const std::string wrong = "v1=" + std::string(64, '0');
    CHECK(verify_stripe_signature(body, "t=1767323045," + wrong + "," + good, current, then));
    CHECK(verify_stripe_signature(body, "t=1767323045," + good + "," + wrong + ",v0=ab", current, then));
    CHECK_FALSE(verify_stripe_signature(body, "t=1767323045,v0=" + good.substr(3), current, then));
  }

  TEST_CASE("a delivery is good for five minutes, in either direction of a wrong clock") {
    CHECK(verify_stripe_signature(body, signed_current, current, then + 300s));
    CHECK_FALSE(verify_stripe_signature(body, signed_current, current, then + 301s));
    CHECK(verify_stripe_signature(body, signed_current, current, then - 300s));
    CHECK_FALSE(verify_stripe_signature(body, signed_current, current, then - 301s));
  }

  TEST_CASE("a signature of another time does not fit") {
    const auto moved = "t=1767323046" + std::string(signed_current.substr(12));
    CHECK_FALSE(verify_stripe_signature(body, moved, current, then));
  }

  TEST_CASE("a header that is none is refused") {
    for (const std::string header :
         {"", ",", "t=", "t=x,v1=", "v1=d1942aea", "t=1767323045",
          "t=1767323045,v1=", "t=99999999999999999999,v1=00", "t=-1,v1=00", "=,=,="})
      CHECK_FALSE(verify_stripe_signature(body, header, current, then));
  }

  TEST_CASE("without a secret nothing is accepted") {
    const std::array<std::string, 1> empty{""};
    CHECK_FALSE(verify_stripe_signature(body, signed_current, {}, then));
    CHECK_FALSE(verify_stripe_signature(body, signed_current, empty, then));
  }
}
