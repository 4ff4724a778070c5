// What every store promises of payments through providers and of notices. Follows contract_acts.hpp.

#include "tests/store/behind.hpp"

using namespace test;
using orders::Reason;

namespace {

using Word = store::ProviderWord;
using store::Settled;

// An approved order (107.99) with a checkout open for its balance.
struct Paying : Asked {
  store::Checkout checkout{};
};

Paying paying(store::Store& store) {
  Paying all{asked(store)};
  const auto decided = run(store.act(act(all.link, decision(all.order))));
  REQUIRE(decided);
  all.order = decided->order;
  all.checkout = {
      all.order.shop, "stripe", "cs_1",   all.order.id, "balance", {10799, {}}, "https://pay.example/cs_1",
      "open",         now,      now + 24h};
  CHECK(run(store.keep_checkout(all.checkout)).object == "cs_1");
  return all;
}

Word paid(const Paying& all, std::string event = "evt_1") {
  return {.shop = all.order.shop,
          .provider = "stripe",
          .event = std::move(event),
          .kind = Word::Kind::paid,
          .checkout = "cs_1",
          .payment = "pi_1",
          .amount = all.checkout.amount};
}

Word back(const Paying& all, Word::Kind kind, std::string object, std::int64_t amount) {
  return {.shop = all.order.shop,
          .provider = "stripe",
          .event = "evt_" + object + std::to_string(static_cast<int>(kind)),
          .kind = kind,
          .payment = "pi_1",
          .object = std::move(object),
          .amount = orders::Money{amount, {}}};
}

orders::Context provider() {
  auto said = context();
  said.actor = {orders::ActorKind::provider, "stripe"};
  return said;
}

orders::PaymentSummary sums(store::Store& store, const orders::Order& order) {
  return orders::payment_summary(*run(store.find_order(order.shop, order.id)), {});
}

}  // namespace

TEST_CASE("one checkout of a kind is open for an order, and the first one stays it") {
  Subject subject;
  auto& store = *subject.store;
  auto all = paying(store);
  auto second = all.checkout;
  second.object = "cs_2";
  CHECK(run(store.keep_checkout(second)).object == "cs_1");
  const auto open = run(store.open_checkout(all.order.shop, all.order.id, "balance"));
  REQUIRE(open);
  CHECK(open->url == all.checkout.url);
  CHECK(open->amount == all.checkout.amount);
  CHECK_FALSE(run(store.open_checkout(all.order.shop, all.order.id, "deposit")));
  REQUIRE(run(store.end_checkout(all.order.shop, "stripe", "cs_1")));
  CHECK_FALSE(run(store.open_checkout(all.order.shop, all.order.id, "balance")));
  CHECK(run(store.keep_checkout(second)).object == "cs_2");
}

TEST_CASE("a payment is booked once, however often it is told") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = paying(store);
  CHECK(run(store.settle(paid(all), provider())) == Settled::recorded);
  CHECK(run(store.settle(paid(all), provider())) == Settled::repeated);
  CHECK(run(store.settle(paid(all, "evt_of_another_name"), provider())) == Settled::repeated);
  CHECK(sums(store, all.order).paid == 10799);
  CHECK(sums(store, all.order).balance == 0);
  CHECK_FALSE(run(store.open_checkout(all.order.shop, all.order.id, "balance")));
  CHECK(evidence_types(store, all.order).back() == "payment_recorded");
}

TEST_CASE("money that fits no checkout is noted for staff and never counts as paid") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = paying(store);
  auto wrong = paid(all);
  SUBCASE("another amount") { wrong.amount->amount = 10798; }
  SUBCASE("another currency") { wrong.amount->currency = *orders::Currency::of("EUR"); }
  SUBCASE("a currency that is none of ours") { wrong.amount.reset(); }
  CHECK(run(store.settle(wrong, provider())) == Settled::mismatch);
  CHECK(sums(store, all.order).paid == 0);
  CHECK(evidence_types(store, all.order).back() == "payment_mismatch");
  CHECK(run(store.settle(wrong, provider())) == Settled::repeated);
}

TEST_CASE("a payment told to another shop is none of its own") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = paying(store);
  const auto other = house(store, "other");
  auto wrong = paid(all);
  wrong.shop = other.shop.id;
  CHECK(run(store.settle(wrong, provider())) == Settled::mismatch);
  CHECK(sums(store, all.order).paid == 0);
  CHECK(run(store.settle(paid(all), provider())) == Settled::recorded);
}

TEST_CASE("a refund that is told before its payment waits for it") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = paying(store);
  const auto refund = back(all, Word::Kind::refunded, "re_1", 799);
  CHECK(run(store.settle(refund, provider())) == Settled::waiting);
  CHECK(run(store.settle(refund, provider())) == Settled::repeated);
  CHECK(sums(store, all.order).refunded == 0);
  CHECK(run(store.settle(paid(all), provider())) == Settled::recorded);
  CHECK(sums(store, all.order).paid == 10799);
  CHECK(sums(store, all.order).refunded == 799);
}

TEST_CASE("refunds in parts, a dispute and its end each count once") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = paying(store);
  REQUIRE(run(store.settle(paid(all), provider())) == Settled::recorded);
  CHECK(run(store.settle(back(all, Word::Kind::refunded, "re_1", 100), provider())) == Settled::recorded);
  CHECK(run(store.settle(back(all, Word::Kind::refunded, "re_2", 200), provider())) == Settled::recorded);
  CHECK(sums(store, all.order).refunded == 300);
  CHECK(run(store.settle(back(all, Word::Kind::disputed, "dp_1", 10499), provider())) == Settled::recorded);
  CHECK(sums(store, all.order).balance == 10799);
  CHECK(run(store.settle(back(all, Word::Kind::dispute_won, "dp_1", 10499), provider())) ==
        Settled::recorded);
  CHECK(sums(store, all.order).refunded == 300);
  auto again = back(all, Word::Kind::refunded, "re_1", 100);
  again.event = "evt_of_another_name";
  CHECK(run(store.settle(again, provider())) == Settled::repeated);
  CHECK(sums(store, all.order).refunded == 300);
}

TEST_CASE("what a provider tells of no money is marked as told") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = paying(store);
  Word over{.shop = all.order.shop,
            .provider = "stripe",
            .event = "evt_9",
            .kind = Word::Kind::over,
            .checkout = "cs_1"};
  CHECK(run(store.settle(over, provider())) == Settled::ignored);
  CHECK_FALSE(run(store.open_checkout(all.order.shop, all.order.id, "balance")));
  CHECK(run(store.settle(over, provider())) == Settled::repeated);
  // Paid all the same, because the customer was quicker than the end of the page.
  CHECK(run(store.settle(paid(all), provider())) == Settled::recorded);
}

TEST_CASE("a notice is leased by one at a time, put off after a failure, and over when it was sent") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  auto wish = act(all.link, decision(all.order));
  for (const auto route : {store::Route::email, store::Route::sms})
    wish.notices.push_back({.id = fresh<orders::NoticeId>(),
                            .topic = orders::Topic::act_receipt,
                            .route = route,
                            .created_at = now,
                            .due_at = now + 10s});
  REQUIRE(run(store.act(wish)));
  CHECK(run(store.lease_notices(now + 9s, now + 1min, 10)).empty());
  const auto first = run(store.lease_notices(now + 10s, now + 1min, 1));
  REQUIRE(first.size() == 1);
  CHECK(first[0].attempts == 1);
  const auto second = run(store.lease_notices(now + 10s, now + 1min, 10));
  REQUIRE(second.size() == 1);
  CHECK(second[0].id != first[0].id);
  CHECK(run(store.lease_notices(now + 10s, now + 1min, 10)).empty());
  REQUIRE(run(store.notice_sent(all.order.shop, first[0].id, now, "")));
  REQUIRE(run(store.notice_failed(all.order.shop, second[0].id, "mailbox full", now + 5min)));
  CHECK(run(store.lease_notices(now + 4min, now + 9min, 10)).empty());
  const auto again = run(store.lease_notices(now + 5min, now + 9min, 10));
  REQUIRE(again.size() == 1);
  CHECK(again[0].attempts == 2);
  REQUIRE(run(store.notice_failed(all.order.shop, again[0].id, "no such mailbox", std::nullopt)));
  CHECK(run(store.lease_notices(now + 24h, now + 25h, 10)).empty());
}
