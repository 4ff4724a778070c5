#include "orders/card.hpp"
#include "sample.hpp"

#include <doctest/doctest.h>

using namespace sample;
using namespace orders;

namespace {

OrderCard card(const Order& order) { return card_of(order, gbp, StatusTable::standard()); }

Order with_message(Order order, ActorKind from, std::string text) {
  auto context = at(now);
  context.actor = {from, "x"};
  return *apply(std::move(order), AddMessage{.name = "Ann Example", .text = std::move(text)}, context);
}

Order quoted(bool send = true) {
  QuoteDraft draft{.lines = {line("Screen", 8999)}, .expires_at = now + days{7}};
  draft.send = send;
  return done(sample::order("diagnosing"), MakeQuote{draft});
}

}  // namespace

TEST_SUITE("orders/card") {
  TEST_CASE("a card names the first device and counts the others") {
    auto order = sample::order("", "", "");
    CHECK(card(order).device == "Phone +2");
    order.devices[0].brand = "Fernweh";
    CHECK(card(order).device == "Fernweh Phone +2");
    order.devices[0].model = "Nine";
    order.devices.resize(1);
    CHECK(card(order).device == "Fernweh Nine");
  }

  TEST_CASE("a card shows the status of the device that is furthest behind") {
    const auto made = card(sample::order("repairing", "device_received", "repaired_ready"));
    CHECK(made.status == "device_received");
    CHECK(made.stage == Stage::received);
    CHECK(made.open);
    CHECK_FALSE(card(done(sample::order("repairing"), SetStage{Stage::cancelled})).open);
  }

  TEST_CASE("a card tells how the quote stands, and what is owed once it is approved") {
    CHECK(card(sample::order("")).quote == QuoteStanding::none);
    CHECK(card(quoted(false)).quote == QuoteStanding::draft);
    const auto waiting = card(quoted());
    CHECK(waiting.quote == QuoteStanding::waiting);
    CHECK(waiting.expires_at == now + days{7});
    CHECK(waiting.balance == 0);
    CHECK(standing_at(waiting, now + days{6}) == QuoteStanding::waiting);
    CHECK(standing_at(waiting, now + days{7}) == QuoteStanding::expired);
    const auto approved = card(done(quoted(), DecideQuote{.name = "Ann Example"}));
    CHECK(approved.quote == QuoteStanding::approved);
    CHECK(approved.balance == 10799);
    CHECK_FALSE(approved.expires_at);
    const auto declined = card(done(quoted(), DecideQuote{.approve = false, .name = "Ann Example"}));
    CHECK(declined.quote == QuoteStanding::declined);
  }

  TEST_CASE("a card counts what the customer wrote since the shop last did") {
    auto order = with_message(sample::order(""), ActorKind::customer, "Hello?");
    order = with_message(order, ActorKind::customer, "Anybody?");
    CHECK(card(order).unanswered == 2);
    order = with_message(order, ActorKind::staff, "Here");
    CHECK(card(order).unanswered == 0);
    CHECK(card(with_message(order, ActorKind::customer, "Thanks")).unanswered == 1);
  }
}
