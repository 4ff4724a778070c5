#include "server/chores.hpp"
#include "server/reminders.hpp"
#include "tests/store/leaving.hpp"
#include "tests/store/people.hpp"

#include <doctest/doctest.h>

using namespace test;
using std::chrono::days;

namespace {

struct Scene {
  Folder folder;
  std::unique_ptr<store::Store> store = store::open(folder.options());
  server::Checkpoints checkpoints{*store, folder.path() / "checkpoints.jsonl"};

  void chores(orders::Instant when) {
    const auto done = [](store::Task<void> task) -> store::Task<bool> {
      co_await std::move(task);
      co_return true;
    };
    run(done(server::do_chores_once(*store, checkpoints, when)));
  }
};

}  // namespace

TEST_SUITE_BEGIN("server/chores");

TEST_CASE(
    "a customer whose device is ready for long is reminded once each time, by the routes that reach them") {
  Scene scene;
  auto& store = *scene.store;
  const auto all = opened(store);
  REQUIRE(change(store, all.order, orders::SetStage{orders::Stage::ready}));
  const auto reminded = [&](orders::Instant when) { return run(server::queue_reminders(store, when)); };
  CHECK(reminded(now + days{6}) == 0);
  CHECK(reminded(now + days{7}) == 1);
  CHECK(reminded(now + days{7} + 1h) == 0);
  CHECK(told(store, all.order) == Lines{"collection_reminder email queued", "ready email queued"});
  auto policy = run(store.notify_policy(all.order.shop));
  policy.rules[{orders::Topic::collection_reminder, orders::Route::sms}] = orders::When::always;
  REQUIRE(run(store.set_notify_policy(all.order.shop, policy)));
  CHECK(reminded(now + days{14}) == 2);
  CHECK(reminded(now + days{40}) == 0);
}

TEST_CASE("what is over is thrown away, and what is in use stays") {
  Scene scene;
  auto& store = *scene.store;
  const auto all = opened(store);
  const auto& shop = all.order.shop;
  const auto sam = member(all.house.shop, "sam@harbour.example");
  REQUIRE(run(store.add_staff(sam)));
  auto used = session(sam), idle = session(sam);
  used.seen_at = now + 2h;
  REQUIRE(run(store.open_session(secret(1), used)));
  REQUIRE(run(store.open_session(secret(2), idle)));
  run(store.claim_answer(shop, "key", "one", {}, now, now));
  run(store.claim_answer(shop, "key", "two", {}, now + 24h, now));
  const orders::WebhookEndpoint endpoint{.id = fresh<orders::WebhookId>(), .shop = shop, .created_at = now};
  REQUIRE(run(store.add_webhook({.endpoint = endpoint})));
  REQUIRE(run(store.queue_test_delivery(shop, endpoint.id, fresh<orders::DeliveryId>(), now)));
  const auto sent = run(store.lease_deliveries(now, now + 1min, 1));
  REQUIRE(run(store.delivery_tried(shop, sent.at(0).delivery.id, 204, "", now, {})));
  const auto deliveries = [&] { return run(store.deliveries(shop, endpoint.id, "", 10)).items.size(); };

  scene.chores(now + 2h);
  CHECK(run(store.find_session(secret(1))));
  CHECK_FALSE(run(store.find_session(secret(2))));
  scene.chores(now + 25h);
  CHECK_FALSE(run(store.find_session(secret(1))));
  using Standing = store::Answers::Standing;
  CHECK(run(store.claim_answer(shop, "key", "one", {}, now + 25h, now)).standing == Standing::fresh);
  CHECK(run(store.claim_answer(shop, "key", "two", {}, now + 25h, now)).standing == Standing::in_progress);
  CHECK(deliveries() == 1);
  scene.chores(now + days{31});
  CHECK(deliveries() == 0);
  CHECK(std::filesystem::exists(scene.folder.path() / "checkpoints.jsonl"));
}

TEST_SUITE_END();
