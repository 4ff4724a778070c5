#include "sample.hpp"

#include <doctest/doctest.h>

#include <random>
#include <set>

using namespace sample;
using namespace orders;

namespace {

const auto& table = StatusTable::standard();

using Random = std::mt19937;

template <class T>
T any(Random& random, std::initializer_list<T> of) {
  return *(of.begin() + random() % of.size());
}

Command any_command(Random& random, const Order& order) {
  const auto& status = table.all()[random() % table.all().size()];
  const auto& held = order.devices[random() % order.devices.size()];
  const auto next = table.find(held.status)->next;
  const auto amount = static_cast<std::int64_t>(random() % 20'000) - 1'000;
  const bool coin = random() % 2;
  switch (random() % 9) {
    case 0: return SetStage{static_cast<Stage>(random() % 7), coin ? "Noted" : ""};
    case 1: return SetDeviceStatus{held.id, status.id};
    case 2: return SetDeviceStatus{held.id, next.empty() ? status.id : next[random() % next.size()]};
    case 3: return SetPromise{now + days{random() % 3}, coin ? "Late" : ""};
    case 4: return AddNote{coin ? "Called" : ""};
    case 5: {
      auto draft = screen_and_battery();
      draft.lines.push_back(line("Case", amount, 500, LineKind::optional));
      draft.tax_included = coin;
      draft.send = random() % 4 != 0;
      if (coin) draft.expires_at = now + std::chrono::hours{random() % 48};
      return MakeQuote{draft};
    }
    case 6: {
      DecideQuote decide{.round = static_cast<int>(random() % (order.quotes.size() + 1)),
                         .approve = random() % 3 != 0};
      if (coin && !order.quotes.empty()) decide.taken = {order.quotes.back().lines.back().id};
      return decide;
    }
    case 7: return AddDocument{Purpose::terms, "Terms", "Text", std::string(64, coin ? 'a' : 'b')};
    default:
      return RecordPayment{any(random, {PaymentKind::deposit, PaymentKind::final, PaymentKind::refund}),
                           {amount, coin ? gbp : any(random, {gbp, *Currency::of("EUR")})}};
  }
}

void check_invariants(const Order& order) {
  const bool completed = step(order, table) == Step::collected && !order.cancelled;
  REQUIRE(order.ended_at.has_value() == (order.cancelled || completed));
  REQUIRE_FALSE((order.cancelled && order.on_hold));
  REQUIRE_FALSE((completed && order.on_hold));
  for (const auto& device : order.devices) REQUIRE(table.find(device.status));

  int sent = 0;
  for (std::size_t i = 0; i < order.quotes.size(); ++i) {
    REQUIRE(order.quotes[i].round == static_cast<int>(i) + 1);
    const auto state = order.quotes[i].state;
    if (state != QuoteState::superseded)
      REQUIRE(order.quotes[i].sent_at.has_value() == (state != QuoteState::draft));
    sent += state == QuoteState::sent;
    if (order.quotes[i].decision) REQUIRE(totals(order.quotes[i]).gross >= 0);
  }
  REQUIRE(sent <= 1);

  const auto sum = payment_summary(order, gbp);
  REQUIRE(sum.due - (sum.paid - sum.refunded) == sum.balance);
  REQUIRE(sum.refunded <= sum.paid);
  for (const auto& payment : order.payments) REQUIRE(payment.amount.currency == sum.currency);

  std::set<EventId> ids;
  for (const auto& event : order.events) REQUIRE(ids.insert(event.id).second);
}

}  // namespace

TEST_SUITE("orders/order") {
  TEST_CASE("an order stands on the lowest step among its devices") {
    CHECK(step(sample::order("repaired_ready", "device_received", "collected"), table) == Step::received);
    CHECK(step(Order{}, table) == Step::created);
    CHECK(stage(sample::order("rejection_ready"), table) == Stage::ready);
    CHECK(stage(sample::order("despatched"), table) == Stage::collected);
  }

  TEST_CASE("a device shows its last public status, or what it has") {
    CHECK(step(Device{.status = "repairing"}, table) == Step::in_progress);
    CHECK(step(Device{.status = "repairing", .public_status = "device_received"}, table) == Step::received);
  }

  TEST_CASE("names read back") {
    for (const auto word : {"customer", "staff", "system", "provider"})
      CHECK(name(*parse_actor_kind(word)) == word);
    for (const auto word : {"terms", "repair_authorisation", "data_handling", "drop_off", "collection"})
      CHECK(name(*parse_purpose(word)) == word);
    for (const auto word : {"deposit", "final", "refund"}) CHECK(name(*parse_payment_kind(word)) == word);
    for (int kind = 0; kind <= static_cast<int>(EventKind::link_revoked); ++kind)
      CHECK(parse_event_kind(name(static_cast<EventKind>(kind))) == static_cast<EventKind>(kind));
    CHECK(name(EventKind::link_revoked) == "link_revoked");
    CHECK_FALSE(parse_event_kind("nothing"));
  }

  TEST_CASE("every command on every order keeps what always holds") {
    Random random{20'260'302};
    int changes = 0, refusals = 0;
    for (int life = 0; life < 400; ++life) {
      auto order = sample::order("", life % 2 ? "device_received" : "repaired_ready");
      auto when = now;
      for (int i = 0; i < 40; ++i) {
        when += std::chrono::minutes{random() % 90};
        const auto command = any_command(random, order);
        const auto after = apply(order, command, at(when));
        if (!after) {
          ++refusals;
          REQUIRE_FALSE(after.error().detail.empty());
          continue;
        }
        if (after->version == order.version) {
          REQUIRE(*after == order);
          continue;
        }
        ++changes;
        REQUIRE(after->version == order.version + 1);
        REQUIRE(after->updated_at == when);
        const auto make = std::get_if<MakeQuote>(&command);
        const bool silent = make && !make->draft.send;  // what nobody was told is no event
        REQUIRE((after->events.size() > order.events.size()) == !silent);
        REQUIRE(std::equal(order.events.begin(), order.events.end(), after->events.begin()));
        REQUIRE(std::equal(order.payments.begin(), order.payments.end(), after->payments.begin()));
        order = *after;
        check_invariants(order);
      }
    }
    CHECK(changes > 3000);
    CHECK(refusals > 1000);
  }
}
