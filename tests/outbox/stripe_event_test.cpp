#include "outbox/stripe_webhook.hpp"

#include <doctest/doctest.h>

#include <string>

using Kind = outbox::ProviderEvent::Kind;
using outbox::parse_stripe_event;
using namespace std::chrono_literals;

namespace {

std::string event(const std::string& type, const std::string& object) {
  return R"({"id":"evt_1","object":"event","created":1767323045,"type":")" + type + R"(","data":{"object":)" +
         object + "}}";
}

std::string session(const std::string& status, const std::string& currency = "gbp", int amount = 5000) {
  return R"({"id":"cs_1","payment_intent":"pi_1","payment_status":")" + status + R"(","amount_total":)" +
         std::to_string(amount) + R"(,"currency":")" + currency +
         R"(","metadata":{"claimcheck_shop":"shp_1","claimcheck_order":"ord_1","claimcheck_checkout":"chk_1"}})";
}

std::string refund(const std::string& status, int amount) {
  return R"({"id":"re_1","object":"refund","payment_intent":"pi_1","charge":"ch_1","currency":"gbp","status":")" +
         status + R"(","amount":)" + std::to_string(amount) + "}";
}

std::string dispute(const std::string& status) {
  return R"({"id":"dp_1","object":"dispute","payment_intent":"pi_1","charge":"ch_1","currency":"gbp","amount":5000,)"
         R"("status":")" +
         status + R"("})";
}

Kind kind(const std::string& type, const std::string& object) {
  const auto read = parse_stripe_event(event(type, object));
  REQUIRE(read);
  return read->kind;
}

}  // namespace

TEST_SUITE("outbox/stripe_event") {
  TEST_CASE("a completed checkout says who paid what for which order") {
    const auto read = parse_stripe_event(event("checkout.session.completed", session("paid")));
    REQUIRE(read);
    CHECK(read->kind == Kind::paid);
    CHECK(read->provider == "stripe");
    CHECK(read->event_id == "evt_1");
    CHECK(read->object_id == "cs_1");
    CHECK(read->payment_id == "pi_1");
    CHECK(read->subject() == "pi_1");
    CHECK(read->amount == orders::Money{5000, *orders::Currency::of("GBP")});
    CHECK(read->shop_ref == "shp_1");
    CHECK(read->order_ref == "ord_1");
    CHECK(read->checkout_ref == "chk_1");
    CHECK(read->at == orders::Instant{1767323045s});
  }

  TEST_CASE("amounts come in the currency's own units") {
    const auto yen = parse_stripe_event(event("checkout.session.completed", session("paid", "jpy", 500)));
    const auto dinar = parse_stripe_event(event("checkout.session.completed", session("paid", "kwd", 5120)));
    REQUIRE((yen && dinar));
    CHECK(yen->amount == orders::Money{500, *orders::Currency::of("JPY")});
    CHECK(dinar->amount == orders::Money{5120, *orders::Currency::of("KWD")});
  }

  TEST_CASE("a bank transfer is paid when it arrived, not when it was promised") {
    CHECK(kind("checkout.session.completed", session("unpaid")) == Kind::ignored);
    CHECK(kind("checkout.session.async_payment_succeeded", session("paid")) == Kind::paid);
    CHECK(kind("checkout.session.async_payment_failed", session("unpaid")) == Kind::expired);
    CHECK(kind("checkout.session.expired", session("unpaid")) == Kind::expired);
  }

  TEST_CASE("a refund counts once, whichever of its events says that it succeeded") {
    CHECK(kind("refund.created", refund("pending", 2000)) == Kind::ignored);
    const auto created = parse_stripe_event(event("refund.created", refund("succeeded", 2000)));
    const auto updated = parse_stripe_event(event("refund.updated", refund("succeeded", 2000)));
    REQUIRE((created && updated));
    CHECK(created->kind == Kind::refunded);
    CHECK(created->subject() == "re_1");
    CHECK(updated->subject() == created->subject());
    CHECK(updated->kind == created->kind);
    CHECK(created->payment_id == "pi_1");
    CHECK(created->amount == orders::Money{2000, {}});
    CHECK(kind("charge.refunded", R"({"id":"ch_1","amount_refunded":2000,"currency":"gbp"})") ==
          Kind::ignored);
  }

  TEST_CASE("a refund that failed comes back to the shop") {
    CHECK(kind("refund.failed", refund("failed", 2000)) == Kind::refund_failed);
    CHECK(kind("refund.updated", refund("failed", 2000)) == Kind::refund_failed);
  }

  TEST_CASE("a dispute is told once, then won or lost") {
    const auto opened = parse_stripe_event(event("charge.dispute.created", dispute("needs_response")));
    const auto withdrawn =
        parse_stripe_event(event("charge.dispute.funds_withdrawn", dispute("needs_response")));
    REQUIRE((opened && withdrawn));
    CHECK(opened->kind == Kind::disputed);
    CHECK(opened->subject() == "dp_1");
    CHECK(withdrawn->kind == opened->kind);
    CHECK(withdrawn->subject() == opened->subject());
    CHECK(kind("charge.dispute.closed", dispute("won")) == Kind::dispute_won);
    CHECK(kind("charge.dispute.closed", dispute("lost")) == Kind::dispute_lost);
  }

  TEST_CASE("events of other things are left alone") {
    CHECK(kind("customer.created", R"({"id":"cus_1"})") == Kind::ignored);
    CHECK(kind("payment_intent.succeeded", R"({"id":"pi_1","amount":5000,"currency":"gbp"})") ==
          Kind::ignored);
  }

  TEST_CASE("what is no event is refused and breaks nothing") {
    const std::string whole = event("checkout.session.completed", session("paid"));
    for (std::size_t length = 0; length < whole.size(); ++length)
      CHECK_FALSE(parse_stripe_event(whole.substr(0, length)));
    for (const std::string text :
         {"[]", "null", "7", R"({"id":7,"type":"x"})", R"({"id":"evt_1"})", "{\"id\":\"\xff\"}"})
      CHECK_FALSE(parse_stripe_event(text));
    CHECK_FALSE(parse_stripe_event(std::string(100'000, '[')));
    CHECK_FALSE(parse_stripe_event(event("checkout.session.completed", R"({"payment_status":"paid"})")));
    CHECK_FALSE(
        parse_stripe_event(event("refund.created", R"({"status":"succeeded","amount":1,"currency":"gbp"})")));
  }

  TEST_CASE("money in a currency or a unit that is none of ours is told of without an amount") {
    for (const auto& object : {session("paid", "xxx"), session("paid", "isk", 510)}) {
      const auto read = parse_stripe_event(event("checkout.session.completed", object));
      REQUIRE(read);
      CHECK(read->kind == Kind::paid);
      CHECK(read->order_ref == "ord_1");
      CHECK_FALSE(read->amount);
    }
  }
}
