// What every store promises of what a change tells: customers, staff, systems. Follows contract.hpp.

#include "tests/store/leaving.hpp"

using namespace test;
using orders::Reason;

TEST_CASE("C23, C24, C25: a customer hears of each step of the repair once, by the shop's policy") {
  Subject subject;
  auto& store = *subject.store;
  const auto house = test::house(store);
  auto job = order(house.location);
  REQUIRE(run(store.add_order(job, {}, operation(), store::Tell::customer)));
  const auto step = [&](const orders::Command& command, std::chrono::minutes later) {
    const auto after = change(store, job, command, now + later);
    REQUIRE(after);
    job = *after;
    return told(store, job).front();
  };
  CHECK(told(store, job) == Lines{"confirmation email queued"});
  CHECK(step(orders::SetStage{orders::Stage::received}, 1min) == "status_changed email queued");
  CHECK(leased(store, now + 1min).size() == 2);
  CHECK(step(screen(), 2min) == "quote_ready email queued");
  CHECK(step(orders::SetStage{orders::Stage::in_progress}, 3min) == "status_changed email queued");
  CHECK(step(orders::AddMessage{"Sam", "It is the screen", {}}, 4min) == "message email queued");
  CHECK(leased(store, now + 4min).size() >= 3);
  CHECK(step(orders::SetStage{orders::Stage::ready}, 5min) == "ready email queued");
  CHECK(step(orders::SetStage{orders::Stage::collected}, 6min) == "receipt email queued");
  CHECK(told(store, job).size() == 7);
  CHECK(step(orders::SetStage{orders::Stage::in_progress}, 7min) == "receipt email queued");  // told before
}

TEST_CASE("word of a step that the order has left is dropped for the next, and told when it comes back") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = opened(store);
  const auto step = [&](orders::Stage stage, std::chrono::minutes later) {
    REQUIRE(change(store, all.order, orders::SetStage{stage}, now + later));
    return told(store, all.order);
  };
  using orders::Stage;
  CHECK(step(Stage::received, 1min) == Lines{"status_changed email queued"});
  CHECK(step(Stage::in_progress, 2min) ==
        Lines{"status_changed email queued", "status_changed email dropped"});
  CHECK(step(Stage::received, 3min).front() == "status_changed email queued");
  CHECK(step(Stage::ready, 4min) == Lines{"ready email queued", "status_changed email dropped",
                                          "status_changed email dropped", "status_changed email dropped"});
  const auto sent = leased(store, now + 5min);
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].topic == orders::Topic::ready);
  CHECK(sent[0].event);
}

TEST_CASE("C27: each decision, signature, payment and message alerts those who are to know, once each") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  const auto sam = hired(store, all.house, "sam");
  const auto kim = hired(store, all.house, "kim", true);
  auto dock = location(all.house.shop, "dock");
  REQUIRE(run(store.add_location(dock)));
  hired(store, {all.house.shop, dock}, "lee", true);  // sees another location
  auto quiet = hired(store, all.house, "jo");
  quiet.alerts = false;
  REQUIRE(run(store.update_staff(quiet, now)));
  auto gone = hired(store, all.house, "max");
  gone.disabled_at = now;
  REQUIRE(run(store.update_staff(gone, now)));

  const auto wish = act(all.link, decision(all.order));
  REQUIRE(run(store.act(wish)));
  REQUIRE(run(store.act(wish)));
  const auto first = leased(store);
  REQUIRE(first.size() == 2);
  CHECK(first[0].topic == orders::Topic::staff_alert);
  CHECK(first[0].key.starts_with("quote.approved:evt_"));
  const std::vector<std::optional<orders::StaffId>> who{first[0].staff, first[1].staff};
  CHECK(std::ranges::count(who, sam.id) == 1);
  CHECK(std::ranges::count(who, kim.id) == 1);

  REQUIRE(run(store.act(act(all.link, signature(all.order), orders::Power::sign))));
  CHECK(leased(store).size() == 2);
  REQUIRE(run(store.act(
      act(all.link, orders::AddMessage{"Amelie Okafor", "Thank you", {}}, orders::Power::message))));
  CHECK(leased(store).size() == 2);
  REQUIRE(change(store, all.order, cash(500)));  // staff took it themselves
  CHECK(leased(store).empty());
  REQUIRE(run(store.note_view(all.link.link.key, "phone", now)));
  REQUIRE(run(store.note_view(all.link.link.key, "computer", now + 1s)));
  CHECK(alerts(leased(store, now + 1s)) == 2);
}

TEST_CASE("however often an operation is asked for, it is told once") {
  Subject subject;
  auto& store = *subject.store;
  const auto house = test::house(store);
  hired(store, house, "sam");
  const auto made = order(house.location);
  const auto sealed = link(made, orders::Channel::email);
  const auto making = operation(), moving = operation();
  for (int i = 0; i < 3; ++i) REQUIRE(run(store.add_order(made, {sealed}, making, store::Tell::customer)));
  for (int i = 0; i < 3; ++i)
    REQUIRE(run(
        store.change_order(made.shop, made.id, orders::SetStage{orders::Stage::ready}, context(), moving)));
  for (int i = 0; i < 3; ++i) REQUIRE(run(store.note_view(sealed.link.key, "phone", now)));
  store::Checkout checkout{.shop = made.shop,
                           .provider = "stripe",
                           .object = "cs_1",
                           .order = made.id,
                           .kind = "balance",
                           .amount = {500, {}},
                           .state = "open",
                           .created_at = now,
                           .expires_at = now + 1h};
  run(store.keep_checkout(checkout));
  const store::ProviderWord paid{.shop = made.shop,
                                 .provider = "stripe",
                                 .event = "evt_1",
                                 .kind = store::ProviderWord::Kind::paid,
                                 .checkout = "cs_1",
                                 .payment = "pi_1",
                                 .amount = orders::Money{500, {}}};
  auto by_provider = context();
  by_provider.actor = {orders::ActorKind::provider, "stripe"};
  for (int i = 0; i < 3; ++i) run(store.settle(paid, by_provider));
  for (int i = 0; i < 3; ++i) REQUIRE(run(store.revoke_link(made.shop, sealed.link.id, {}, now)));

  CHECK(feed(store, made.shop) == Lines{"order.created created", "order.stage_changed ready",
                                        "link.first_seen email", "payment.recorded final",
                                        "link.revoked email"});
  const auto sent = leased(store);
  CHECK(sent.size() == 4);  // confirmation, ready; to staff: seen, paid
  CHECK(alerts(sent) == 2);
}

TEST_CASE("what is refused or taken back tells nobody") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = opened(store);
  hired(store, all.house, "sam");
  CHECK_FALSE(change(store, all.order, orders::SendQuote{7}));
  CHECK_FALSE(run(store.act(act(all.link, orders::UndoDecision{1, 10min}))));
  auto second = order(all.house.location);
  auto stolen = link(second);
  stolen.link.key = all.link.link.key;
  CHECK_THROWS(run(store.add_order(second, {stolen}, operation(), store::Tell::customer)));
  CHECK(feed(store, all.order.shop) == Lines{"order.created created"});
  CHECK(leased(store).empty());
  CHECK_FALSE(run(store.find_order(second.shop, second.id)));
}

TEST_CASE("a customer is not told when the shop says so, and shop systems are") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = opened(store);
  auto silent = context();
  silent.tell_customer = false;
  REQUIRE(run(store.change_order(all.order.shop, all.order.id, orders::SetStage{orders::Stage::ready}, silent,
                                 operation())));
  CHECK(told(store, all.order).empty());
  CHECK(feed(store, all.order.shop) == Lines{"order.created created", "order.stage_changed ready"});
}

TEST_CASE("an import tells nobody") {
  Subject subject;
  auto& store = *subject.store;
  const auto house = test::house(store);
  hired(store, house, "sam");
  const auto made = order(house.location, "EXT-1");
  CHECK(run(store.import_orders(house.shop.id, {{made, link(made)}})).created == 1);
  CHECK(feed(store, house.shop.id).empty());
  CHECK(leased(store).empty());
}

TEST_CASE("who opted out, or has no address, is told by another route or not at all") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = opened(store);
  const auto& shop = all.order.shop;
  REQUIRE(
      run(store.set_opt_out(shop, orders::Route::email, "Amelie@Customer.example", true, "customer", now)));
  REQUIRE(change(store, all.order, orders::SetStage{orders::Stage::received}));
  CHECK(told(store, all.order) == Lines{"status_changed sms queued"});
  auto policy = run(store.notify_policy(shop));
  policy.rules[{orders::Topic::ready, orders::Route::sms}] = orders::When::never;
  REQUIRE(run(store.set_notify_policy(shop, policy)));
  REQUIRE(change(store, all.order, orders::SetStage{orders::Stage::ready}, now + 1min));
  CHECK(told(store, all.order) == Lines{"status_changed sms dropped"});
}

TEST_CASE("with a lost phone every link that ended is in the feed, by who ended it") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = opened(store);
  const auto newer = link(all.order, orders::Channel::email, now + 1s);
  const store::Notice notice{
      .id = fresh<orders::NoticeId>(), .topic = orders::Topic::new_link, .created_at = now, .due_at = now};
  REQUIRE(run(store.rotate_link(behind(all.link), newer, notice, now + 1s)));
  const auto entries = run(store.feed(all.order.shop, {}, 1, 10));
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].news == orders::News::link_revoked);
  CHECK(entries[0].subject == all.link.link.id.uuid);
  CHECK(entries[0].by == orders::ActorKind::customer);
}

TEST_CASE("C33: every new order carries the shop's terms that go with all of them") {
  Subject subject;
  auto& store = *subject.store;
  const auto house = test::house(store);
  const store::Terms wanted{.id = fresh<orders::TermsId>(),
                            .shop = house.shop.id,
                            .title = "Terms of repair",
                            .body = "# Be kind\n",
                            .attach = true,
                            .created_at = now};
  REQUIRE(run(store.put_terms(wanted)));
  auto other = wanted;
  other.id = fresh<orders::TermsId>();
  other.title = "On demand";
  other.attach = false;
  REQUIRE(run(store.put_terms(other)));
  const auto made = added(store, order(house.location));
  REQUIRE(made.documents.size() == 1);
  CHECK(made.documents[0].title == "Terms of repair");
  CHECK(made.documents[0].sha256 == tokens::hex(tokens::sha256(tokens::bytes(wanted.body))));
  CHECK(made.version == 1);
  CHECK(run(store.find_order(made.shop, made.id)) == made);
  CHECK(added(store, order(test::house(store, "other").location)).documents.empty());
}

TEST_CASE("the feed of a shop counts up without a gap, and is its own") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = opened(store);
  const auto there = opened(store, "there");
  auto dock = location(here.house.shop, "dock");
  REQUIRE(run(store.add_location(dock)));
  const auto at_dock = added(store, order(dock));
  REQUIRE(change(store, here.order, orders::SetStage{orders::Stage::received}));
  const auto all = run(store.feed(here.order.shop, {}, 0, 100));
  REQUIRE(all.size() == 3);
  for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i].seq == static_cast<std::int64_t>(i + 1));
  CHECK(all[2].order == here.order.id);
  CHECK(all[2].number == here.order.number);
  CHECK(all[2].version == 2);
  CHECK(all[2].at == now);
  CHECK(run(store.feed(here.order.shop, {}, 1, 1)) == std::vector{all[1]});
  CHECK(run(store.feed(here.order.shop, dock.id, 0, 100)) == std::vector{all[1]});
  CHECK(run(store.feed(there.order.shop, {}, 0, 100)).size() == 1);
  CHECK(run(store.feed(there.order.shop, dock.id, 0, 100)).empty());
}

TEST_CASE("B09: news are what somebody should know, and are unread until they were looked at") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  const auto sam = hired(store, all.house, "sam"), kim = hired(store, all.house, "kim");
  const auto& shop = all.order.shop;
  REQUIRE(run(store.act(act(all.link, decision(all.order)))));
  REQUIRE(run(store.note_view(all.link.link.key, "phone", now)));
  const auto page = run(store.news(shop, sam.id, {}, 50));
  REQUIRE(page.items.size() == 2);
  CHECK(page.items[0].news == orders::News::link_first_seen);
  CHECK(page.items[1].news == orders::News::quote_approved);
  CHECK(page.unread == 2);
  CHECK(page.last == page.items[0].seq);
  run(store.mark_news_seen(shop, sam.id, page.items[1].seq));
  CHECK(run(store.news(shop, sam.id, {}, 50)).unread == 1);
  run(store.mark_news_seen(shop, sam.id, page.last + 1000));  // no further than there is
  run(store.mark_news_seen(shop, sam.id, 1));                 // and never back
  CHECK(run(store.news(shop, sam.id, {}, 1)).unread == 0);
  CHECK(run(store.news(shop, kim.id, {}, 1)).items.size() == 1);
  CHECK(run(store.news(shop, kim.id, {}, 1)).unread == 2);
  REQUIRE(run(store.act(act(all.link, orders::AddMessage{"A", "?", {}}, orders::Power::message))));
  CHECK(run(store.news(shop, sam.id, {}, 50)).unread == 1);

  const auto there = house(store, "there");
  CHECK(run(store.news(shop, sam.id, there.location.id, 50)).items.empty());
  run(store.mark_news_seen(there.shop.id, kim.id, 1000));
  CHECK(run(store.news(shop, kim.id, {}, 50)).unread == 3);
  CHECK(run(store.news(there.shop.id, kim.id, {}, 50)).unread == 0);
}
