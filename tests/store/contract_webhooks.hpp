// What every store promises of webhooks and their deliveries. Follows contract_outgoing.hpp.

#include "tests/store/leaving.hpp"

using namespace test;
using orders::Reason;

namespace {

store::SecretEndpoint listening(store::Store& store, orders::ShopId shop,
                                std::vector<orders::News> news = {}) {
  store::SecretEndpoint all{.endpoint = {.id = fresh<orders::WebhookId>(),
                                         .shop = shop,
                                         .url = "https://till.example/hook",
                                         .description = "Till",
                                         .news = std::move(news),
                                         .created_at = now},
                            .sealed_secret = std::string("sealed\0secret", 13)};
  REQUIRE(run(store.add_webhook(all)));
  return all;
}

std::vector<store::LeasedDelivery> taken(store::Store& store, orders::Instant when = now, int most = 8) {
  return run(store.lease_deliveries(when, when + 1min, most));
}

}  // namespace

TEST_CASE("a webhook comes back as it was made, and its secret only where it signs") {
  Subject subject;
  auto& store = *subject.store;
  const auto shop = house(store).shop.id;
  auto made = listening(store, shop, {orders::News::quote_approved, orders::News::message_received});
  CHECK(run(store.webhooks(shop)) == std::vector{made.endpoint});
  CHECK(run(store.add_webhook(made)).error().reason == Reason::conflict);
  CHECK(run(store.find_webhook(shop, made.endpoint.id))->sealed_secret == made.sealed_secret);

  REQUIRE(run(store.replace_webhook_secret(shop, made.endpoint.id, "newer", now + 24h)));
  const auto replaced = run(store.find_webhook(shop, made.endpoint.id));
  REQUIRE(replaced);
  CHECK(replaced->sealed_secret == "newer");
  CHECK(replaced->sealed_previous == made.sealed_secret);
  CHECK(replaced->previous_until == now + 24h);
  CHECK(run(store.update_webhook(made.endpoint)).error().field == "version");
  auto wanted = replaced->endpoint;
  wanted.url = "https://till.example/other";
  wanted.news.clear();
  const auto saved = run(store.update_webhook(wanted));
  REQUIRE(saved);
  CHECK(saved->version == wanted.version + 1);
  CHECK(run(store.webhooks(shop)) == std::vector{*saved});
  REQUIRE(run(store.drop_webhook(shop, wanted.id)));
  CHECK(run(store.webhooks(shop)).empty());
}

TEST_CASE("each endpoint that is on is told the news it wants, and nothing else") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = opened(store);
  const auto& shop = all.order.shop;
  const auto every = listening(store, shop);
  const auto stages = listening(store, shop, {orders::News::order_stage_changed});
  const auto quotes = listening(store, shop, {orders::News::quote_sent});
  auto off = listening(store, shop).endpoint;
  off.enabled = false;
  REQUIRE(run(store.update_webhook(off)));
  listening(store, house(store, "there").shop.id);
  REQUIRE(change(store, all.order, orders::SetStage{orders::Stage::received}));
  const auto due = taken(store);
  REQUIRE(due.size() == 2);
  for (const auto& one : due) {
    REQUIRE(one.delivery.entry);
    CHECK(one.delivery.entry->news == orders::News::order_stage_changed);
    CHECK(one.delivery.entry->detail == "received");
    CHECK(one.delivery.attempts == 1);
    CHECK(one.to.sealed_secret == every.sealed_secret);
    CHECK(one.to.endpoint.id == one.delivery.endpoint);
  }
  CHECK(run(store.deliveries(shop, stages.endpoint.id, "", 10)).items.size() == 1);
  CHECK(run(store.deliveries(shop, quotes.endpoint.id, "", 10)).items.empty());
}

TEST_CASE("a delivery is tried until it is taken or given up") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = opened(store);
  const auto& shop = all.order.shop;
  const auto to = listening(store, shop).endpoint.id;
  REQUIRE(change(store, all.order, orders::SetStage{orders::Stage::received}));
  const auto first = taken(store);
  REQUIRE(first.size() == 1);
  const auto id = first[0].delivery.id;
  const auto record = [&] { return run(store.deliveries(shop, to, "", 10)).items.at(0); };
  using State = orders::DeliveryState;
  CHECK(taken(store).empty());
  REQUIRE(run(store.delivery_tried(shop, id, 500, "500", now + 1s, now + 6s)));
  CHECK(record().state == State::queued);
  CHECK(record().status == 500);
  CHECK(record().last_at == now + 1s);
  CHECK(taken(store, now + 5s).empty());
  const auto second = taken(store, now + 6s);
  REQUIRE(second.size() == 1);
  CHECK(second[0].delivery.attempts == 2);
  CHECK(second[0].delivery.entry == first[0].delivery.entry);

  SUBCASE("taken") {
    REQUIRE(run(store.delivery_tried(shop, id, 204, "", now + 7s, {})));
    CHECK(record().state == State::delivered);
  }
  SUBCASE("given up") {
    REQUIRE(run(store.delivery_tried(shop, id, 0, "no answer", now + 7s, {})));
    CHECK(record().state == State::failed);
    CHECK(record().detail == "no answer");
  }
  CHECK(taken(store, now + 100h).empty());

  const auto again = run(store.redeliver(shop, id, fresh<orders::DeliveryId>(), now + 1h));
  REQUIRE(again);
  CHECK(again->entry == first[0].delivery.entry);
  CHECK(again->attempts == 0);
  CHECK(taken(store, now + 1h).size() == 1);
  CHECK(run(store.drop_deliveries(now + 7s)) == 0);
  CHECK(run(store.drop_deliveries(now + 8s)) == 1);
  CHECK(record().id == again->id);
}

TEST_CASE("one that was lost with its sender comes back") {
  Subject subject;
  auto& store = *subject.store;
  const auto shop = house(store).shop.id;
  const auto to = listening(store, shop).endpoint.id;
  REQUIRE(run(store.queue_test_delivery(shop, to, fresh<orders::DeliveryId>(), now)));
  const auto test_delivery = taken(store);
  REQUIRE(test_delivery.size() == 1);
  CHECK_FALSE(test_delivery[0].delivery.entry);
  CHECK(taken(store, now + 59s).empty());
  CHECK(taken(store, now + 1min).size() == 1);
}

TEST_CASE("a dead endpoint has two on their way at most, and the others get their turn") {
  Subject subject;
  auto& store = *subject.store;
  const auto shop = house(store).shop.id;
  const auto dead = listening(store, shop).endpoint.id, well = listening(store, shop).endpoint.id;
  const auto queue = [&](orders::WebhookId to, orders::Instant when) {
    REQUIRE(run(store.queue_test_delivery(shop, to, fresh<orders::DeliveryId>(), when)));
  };
  for (int i = 0; i < 10; ++i) queue(dead, now);
  CHECK(taken(store).size() == 2);
  queue(well, now + 1s);
  const auto next = taken(store, now + 1s);
  REQUIRE(next.size() == 1);
  CHECK(next[0].delivery.endpoint == well);
  CHECK(taken(store, now + 2s).empty());
  CHECK(taken(store, now + 1min).size() == 2);  // the first two of the dead one were lost
}

TEST_CASE("an endpoint that is switched off gets nothing more, and says why") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = opened(store);
  const auto& shop = all.order.shop;
  const auto to = listening(store, shop).endpoint.id;
  REQUIRE(change(store, all.order, orders::SetStage{orders::Stage::received}));
  const auto first = taken(store);
  REQUIRE(first.size() == 1);
  REQUIRE(change(store, all.order, orders::SetStage{orders::Stage::ready}));
  REQUIRE(run(store.disable_webhook(shop, to, "it answered 410 Gone")));
  REQUIRE(run(store.delivery_tried(shop, first[0].delivery.id, 500, "500", now, now + 5s)));
  CHECK(taken(store, now + 1h).empty());
  const auto found = run(store.find_webhook(shop, to));
  CHECK_FALSE(found->endpoint.enabled);
  CHECK(found->endpoint.fault == "it answered 410 Gone");
  for (const auto& one : run(store.deliveries(shop, to, "", 10)).items)
    CHECK(one.state == orders::DeliveryState::failed);
  auto on = found->endpoint;
  on.enabled = true;
  const auto mended = run(store.update_webhook(on));
  REQUIRE(mended);
  CHECK(mended->fault.empty());
}

TEST_CASE("the log of deliveries is read a page at a time, newest first") {
  Subject subject;
  auto& store = *subject.store;
  const auto shop = house(store).shop.id;
  const auto to = listening(store, shop).endpoint.id;
  std::vector<orders::DeliveryId> made;
  for (int i = 0; i < 5; ++i) {
    made.push_back(orders::DeliveryId{tokens::new_uuid(now + i * 1s)});
    REQUIRE(run(store.queue_test_delivery(shop, to, made.back(), now)));
  }
  std::vector<orders::DeliveryId> seen;
  std::string cursor;
  do {
    const auto page = run(store.deliveries(shop, to, cursor, 2));
    for (const auto& one : page.items) seen.push_back(one.id);
    cursor = page.next;
  } while (!cursor.empty());
  std::ranges::reverse(made);
  CHECK(seen == made);
}

TEST_CASE("another shop's webhooks are as if they were not there") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = opened(store), there = opened(store, "there");
  const auto theirs = listening(store, there.order.shop).endpoint;
  REQUIRE(change(store, there.order, orders::SetStage{orders::Stage::received}));
  const auto delivery = run(store.deliveries(there.order.shop, theirs.id, "", 1)).items.at(0).id;
  const auto& shop = here.order.shop;
  const auto missing = [](const auto& done) { return !done && done.error().reason == Reason::not_found; };
  CHECK(run(store.webhooks(shop)).empty());
  CHECK_FALSE(run(store.find_webhook(shop, theirs.id)));
  auto moved = theirs;
  moved.shop = shop;
  CHECK(missing(run(store.update_webhook(moved))));
  CHECK(missing(run(store.replace_webhook_secret(shop, theirs.id, "x", now))));
  CHECK(missing(run(store.drop_webhook(shop, theirs.id))));
  CHECK(missing(run(store.disable_webhook(shop, theirs.id, "x"))));
  CHECK(missing(run(store.delivery_tried(shop, delivery, 200, "", now, {}))));
  CHECK(missing(run(store.redeliver(shop, delivery, fresh<orders::DeliveryId>(), now))));
  CHECK(missing(run(store.queue_test_delivery(shop, theirs.id, fresh<orders::DeliveryId>(), now))));
  CHECK(run(store.deliveries(shop, theirs.id, "", 10)).items.empty());
  CHECK(run(store.find_webhook(there.order.shop, theirs.id))->endpoint == theirs);
  CHECK(taken(store).size() == 1);
  auto nowhere = theirs;
  nowhere.shop = {};
  CHECK(missing(run(store.add_webhook({.endpoint = nowhere}))));
}
