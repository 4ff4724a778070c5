// What every store promises of messages to people, a shop's policy, words and terms, and consent. Follows
// contract_telling.hpp.

#include "tests/store/leaving.hpp"

using namespace test;
using orders::Reason;

TEST_CASE("a notice is queued once for its order, person, route and key") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = opened(store);
  const auto sam = hired(store, all.house, "sam");
  auto one = note(all.order, "ready:1");
  REQUIRE(run(store.queue_notice(one)));
  one.id = fresh<orders::NoticeId>();
  REQUIRE(run(store.queue_notice(one)));
  one.id = fresh<orders::NoticeId>();
  one.route = orders::Route::sms;
  REQUIRE(run(store.queue_notice(one)));
  one.id = fresh<orders::NoticeId>();
  one.staff = sam.id;
  REQUIRE(run(store.queue_notice(one)));
  CHECK(leased(store).size() == 3);
  REQUIRE(run(store.queue_notice(note(all.order))));  // without a key as often as it is asked for
  REQUIRE(run(store.queue_notice(note(all.order))));
  CHECK(leased(store).size() == 2);
  auto of_none = note(all.order, "staff_sign_in", orders::Topic::staff_sign_in);
  of_none.order.reset();
  of_none.staff = sam.id;
  REQUIRE(run(store.queue_notice(of_none)));
  CHECK(leased(store).size() == 1);
}

TEST_CASE("a notice that is being sent is nobody else's, and comes back when its sender was lost") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = opened(store);
  auto later = note(all.order, "a");
  later.due_at = now + 10min;
  REQUIRE(run(store.queue_notice(later)));
  CHECK(leased(store).empty());
  const auto taken = leased(store, now + 10min);
  REQUIRE(taken.size() == 1);
  CHECK(taken[0].attempts == 1);
  CHECK(taken[0].key == "a");
  CHECK(leased(store, now + 11min).empty());
  const auto again = leased(store, now + 12min);
  REQUIRE(again.size() == 1);
  CHECK(again[0].attempts == 2);
}

TEST_CASE("a shop with many messages to send holds up no other") {
  Subject subject;
  auto& store = *subject.store;
  const auto busy = opened(store, "busy"), calm = opened(store, "calm");
  for (int i = 0; i < 30; ++i) REQUIRE(run(store.queue_notice(note(busy.order))));
  auto late = note(calm.order);
  late.due_at = now + 1s;
  REQUIRE(run(store.queue_notice(late)));
  const auto first = leased(store, now + 1s, 8);
  REQUIRE(first.size() == 8);
  CHECK(std::ranges::count(first, calm.order.shop, &store::Notice::shop) == 1);
}

TEST_CASE("C10: the history of an order says how each message fared") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = opened(store);
  const auto& shop = all.order.shop;
  const auto one = note(all.order);
  REQUIRE(run(store.queue_notice(one)));
  const auto record = [&] { return run(store.notices(shop, all.order.id)).at(0); };
  using State = orders::NoticeState;

  SUBCASE("sent, and delivered by the provider's word, which an older word does not undo") {
    REQUIRE(run(store.notice_sent(shop, one.id, now + 1min, "SM1")));
    CHECK(record().state == State::sent);
    CHECK(record().sent_at == now + 1min);
    CHECK(record().number == all.order.number);
    CHECK(leased(store).empty());
    REQUIRE(run(store.notice_told(shop, "SM1", true, "")));
    CHECK(record().state == State::delivered);
    REQUIRE(run(store.notice_told(shop, "SM1", false, "unreachable")));
    CHECK(record().state == State::delivered);
    CHECK(run(store.notice_told(shop, "SM2", true, "")).error().reason == Reason::not_found);
    CHECK(run(store.notice_told(shop, "", true, "")).error().reason == Reason::not_found);
  }
  SUBCASE("tried again later, then given up, and sent once more when somebody asks") {
    leased(store);
    REQUIRE(run(store.notice_failed(shop, one.id, "451 later", now + 5min)));
    CHECK(record().state == State::queued);
    CHECK(record().detail == "451 later");
    CHECK(record().due_at == now + 5min);
    CHECK(run(store.retry_notice(shop, one.id, now)).error().reason == Reason::conflict);
    REQUIRE(run(store.notice_failed(shop, one.id, "550 nobody", {})));
    CHECK(record().state == State::failed);
    REQUIRE(run(store.retry_notice(shop, one.id, now + 1h)));
    CHECK(record().attempts == 0);
    CHECK(leased(store, now + 1h).size() == 1);
  }
  SUBCASE("failed by the provider's word") {
    REQUIRE(run(store.notice_sent(shop, one.id, now, "SM1")));
    REQUIRE(run(store.notice_told(shop, "SM1", false, "unreachable")));
    CHECK(record().state == State::failed);
    CHECK(record().detail == "unreachable");
  }
  SUBCASE("put off without counting as a try") {
    leased(store);
    REQUIRE(run(store.notice_waits(shop, one.id, now + 8h)));
    CHECK(record().attempts == 0);
    CHECK(leased(store, now + 7h).empty());
    CHECK(leased(store, now + 8h).size() == 1);
  }
  SUBCASE("not sent, and why") {
    REQUIRE(run(store.notice_dropped(shop, one.id, "no consent")));
    CHECK(record().state == State::dropped);
    CHECK(record().detail == "no consent");
    CHECK(leased(store).empty());
  }
}

TEST_CASE("what failed for good is listed, newest first, a page at a time") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = opened(store);
  const auto& shop = all.order.shop;
  for (int i = 0; i < 5; ++i) {
    auto one = note(all.order);
    one.created_at = now + i * 1min;
    REQUIRE(run(store.queue_notice(one)));
    REQUIRE(run(store.notice_failed(shop, one.id, std::to_string(i), {})));
  }
  REQUIRE(run(store.queue_notice(note(all.order))));
  Lines seen;
  std::string cursor;
  do {
    const auto page = run(store.failed_notices(shop, cursor, 2));
    CHECK(page.items.size() <= 2);
    for (const auto& one : page.items) seen.push_back(one.detail);
    cursor = page.next;
  } while (!cursor.empty());
  CHECK(seen == Lines{"4", "3", "2", "1", "0"});
  CHECK(run(store.failed_notices(shop, "nonsense", 2)).items.at(0).detail == "4");
}

TEST_CASE("messages that cost are counted from an instant on") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = opened(store);
  const auto& shop = all.order.shop;
  for (const auto route : orders::all_routes) {
    auto one = note(all.order);
    one.route = route;
    REQUIRE(run(store.queue_notice(one)));
    REQUIRE(run(store.notice_sent(shop, one.id, now + 1h, "")));
  }
  CHECK(run(store.paid_messages_since(shop, now + 1h)) == 2);
  CHECK(run(store.paid_messages_since(shop, now + 2h)) == 0);
}

TEST_CASE("reminders are due by the shop's days, each once") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = opened(store);
  const auto& shop = all.order.shop;
  using std::chrono::days;
  REQUIRE(change(store, all.order, orders::SetStage{orders::Stage::ready}));
  const auto due = [&](std::chrono::days later, int most = 10) {
    return run(store.due_reminders(shop, run(store.notify_policy(shop)), now + later, most));
  };
  CHECK(due(days{6}).empty());
  const auto first = due(days{7});
  REQUIRE(first.size() == 1);
  CHECK(first[0].order == all.order.id);
  CHECK(first[0].topic == orders::Topic::collection_reminder);
  auto reminder = note(all.order, first[0].key, first[0].topic);
  REQUIRE(run(store.queue_notice(reminder)));
  CHECK(due(days{8}).empty());
  CHECK(due(days{14}).size() == 1);
  CHECK(due(days{14}, 0).empty());

  SUBCASE("nobody who wants no message is due") {
    for (const auto& [route, contact] : {std::pair{orders::Route::email, all.order.customer.email},
                                         std::pair{orders::Route::sms, all.order.customer.phone}})
      REQUIRE(run(store.set_opt_out(shop, route, contact, true, "customer", now)));
    CHECK(due(days{14}).empty());
  }
  SUBCASE("one that was collected and paid is not") {
    REQUIRE(change(store, all.order, orders::SetStage{orders::Stage::collected}));
    CHECK(due(days{14}).empty());
  }
  SUBCASE("a quote that waits is, before it ends") {
    auto quote = screen();
    quote.draft.valid_until = std::chrono::year{2026} / 3 / 12;
    quote.draft.expires_at = now + days{10};
    const auto other = added(store, order(all.house.location));
    REQUIRE(change(store, other, quote));
    const auto reminders = due(days{9});
    REQUIRE(reminders.size() == 1);
    CHECK(reminders[0].order == other.id);
    CHECK(reminders[0].topic == orders::Topic::quote_reminder);
  }
  SUBCASE("one that was collected and not paid is") {
    const auto other = added(store, order(all.house.location));
    REQUIRE(change(store, other, screen()));
    REQUIRE(change(store, other, orders::DecideQuote{}));
    REQUIRE(change(store, other, orders::SetStage{orders::Stage::collected}));
    const auto reminders = due(days{8});
    REQUIRE(reminders.size() == 1);
    CHECK(reminders[0].topic == orders::Topic::payment_reminder);
  }
}

TEST_CASE("C26: a shop switches what its customers hear, and of two who change it the second is told") {
  Subject subject;
  auto& store = *subject.store;
  const auto shop = house(store).shop.id;
  const auto before = run(store.notify_policy(shop));
  CHECK(before == orders::NotifyPolicy{});
  auto mine = before;
  mine.quiet = {21h, 8h};
  mine.rules[{orders::Topic::ready, orders::Route::sms}] = orders::When::always;
  mine.rules[{orders::Topic::ready, orders::Route::email}] = orders::When::always;  // as by default
  mine.paid_messages_per_day = 50;
  mine.payment_reminder_days = 0;
  mine.footer = "Registered in Porth";
  const auto saved = run(store.set_notify_policy(shop, mine));
  REQUIRE(saved);
  CHECK(saved->version == 2);
  CHECK(saved->rules.size() == 1);
  CHECK(run(store.notify_policy(shop)) == *saved);
  CHECK(run(store.set_notify_policy(shop, before)).error().field == "version");
  auto again = *saved;
  again.rules.clear();
  again.quiet.reset();
  REQUIRE(run(store.set_notify_policy(shop, again)));
  CHECK(run(store.notify_policy(shop)).rules.empty());
  CHECK_FALSE(run(store.notify_policy(shop)).quiet);
  again.version = 3;
  again.collection_reminder_days = -1;
  CHECK(run(store.set_notify_policy(shop, again)).error().field == "collection_reminder_days");
  CHECK(run(store.set_notify_policy({}, before)).error().reason == Reason::not_found);
}

TEST_CASE("C26: a shop words its messages by topic, route and language") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store).shop.id, there = house(store, "there").shop.id;
  orders::MessageTemplate words{orders::Topic::ready, orders::Route::email, "de", "Fertig", "{{link}}"};
  REQUIRE(run(store.set_template(here, words)));
  words.body = "Bitte abholen: {{link}}";
  REQUIRE(run(store.set_template(here, words)));
  words.version = 2;
  CHECK(run(store.templates(here)) == std::vector{words});
  CHECK(run(store.templates(there)).empty());
  CHECK(run(store.set_template({}, words)).error().reason == Reason::not_found);
  const auto drop = [&](orders::ShopId shop) {
    return run(store.drop_template(shop, words.topic, words.route, words.locale));
  };
  CHECK(drop(there).error().reason == Reason::not_found);
  REQUIRE(drop(here));
  CHECK(drop(here).error().reason == Reason::not_found);
}

TEST_CASE("C30: a change of terms is a new version, and the old ones stay") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store).shop.id, there = house(store, "there").shop.id;
  store::Terms terms{.shop = here, .title = "Terms", .body = "Be kind", .created_at = now};
  const auto first = run(store.put_terms(terms));
  REQUIRE(first);
  CHECK_FALSE(first->id == orders::TermsId{});
  CHECK(first->version == 1);
  auto next = *first;
  next.body = "Be kinder";
  next.created_at = now + 1h;
  const auto second = run(store.put_terms(next));
  REQUIRE(second);
  CHECK(second->version == 2);

  next.attach = true;
  next.created_at = now + 2h;
  const auto same = run(store.put_terms(next));
  REQUIRE(same);
  CHECK(same->version == 2);
  CHECK(same->created_at == now + 1h);
  const auto latest = run(store.terms(here));
  REQUIRE(latest.size() == 1);
  CHECK(latest[0].body == "Be kinder");
  CHECK(latest[0].attach);
  const auto versions = run(store.terms_versions(here, first->id));
  REQUIRE(versions.size() == 2);
  CHECK(versions[1].body == "Be kind");

  CHECK(run(store.terms(there)).empty());
  CHECK(run(store.terms_versions(there, first->id)).empty());
  terms.body.clear();
  CHECK(run(store.put_terms(terms)).error().field == "body");
  terms.shop = {};
  CHECK(run(store.put_terms(terms)).error().reason == Reason::not_found);
}

TEST_CASE("a contact that wants nothing by a route gets nothing, until it wants it again") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store).shop.id, there = house(store, "there").shop.id;
  const orders::Customer amelie{"Amelie", "amelie@customer.example", "+441632960201", "en"};
  using orders::Route;
  const auto out = [&](orders::ShopId shop) { return run(store.opted_out(shop, amelie)); };
  CHECK(out(here).empty());
  REQUIRE(run(store.set_opt_out(here, Route::email, "AMELIE@customer.example", true, "unsubscribe", now)));
  REQUIRE(run(store.set_opt_out(here, Route::email, amelie.email, true, "unsubscribe", now)));
  CHECK(out(here) == std::vector{Route::email});
  CHECK(out(there).empty());
  CHECK(run(store.opt_out_everywhere(Route::sms, amelie.phone, "stop", now)) == 2);
  CHECK(run(store.opt_out_everywhere(Route::sms, amelie.phone, "stop", now)) == 0);
  CHECK(out(there) == std::vector{Route::sms});
  REQUIRE(run(store.set_opt_out(here, Route::email, amelie.email, false, "staff", now)));
  CHECK(out(here) == std::vector{Route::sms});
  CHECK(run(store.set_opt_out({}, Route::email, amelie.email, true, "staff", now)).error().reason ==
        Reason::not_found);
}

TEST_CASE("another shop's notices are as if they were not there") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = opened(store), there = opened(store, "there");
  const auto theirs = note(there.order);
  REQUIRE(run(store.queue_notice(theirs)));
  const auto& shop = here.order.shop;
  const auto missing = [](const orders::Done& done) {
    return !done && done.error().reason == Reason::not_found;
  };
  CHECK(missing(run(store.notice_sent(shop, theirs.id, now, "SM1"))));
  CHECK(missing(run(store.notice_failed(shop, theirs.id, "no", {}))));
  CHECK(missing(run(store.notice_failed(shop, theirs.id, "no", now))));
  CHECK(missing(run(store.notice_dropped(shop, theirs.id, "no"))));
  CHECK(missing(run(store.notice_waits(shop, theirs.id, now))));
  CHECK(missing(run(store.retry_notice(shop, theirs.id, now))));
  REQUIRE(run(store.notice_sent(there.order.shop, theirs.id, now, "SM1")));
  CHECK(missing(run(store.notice_told(shop, "SM1", true, ""))));
  CHECK(run(store.notices(shop, there.order.id)).empty());
  REQUIRE(run(store.notice_failed(there.order.shop, theirs.id, "no", {})));
  CHECK(run(store.failed_notices(shop, "", 10)).items.empty());
  CHECK(run(store.failed_notices(shop, theirs.id.text(), 10)).items.empty());
  auto planted = note(here.order);
  planted.order = there.order.id;
  CHECK(missing(run(store.queue_notice(planted))));
  planted = note(here.order);
  planted.staff = hired(store, there.house, "sam").id;
  CHECK(missing(run(store.queue_notice(planted))));
  planted = note(here.order);
  planted.shop = {};
  CHECK(missing(run(store.queue_notice(planted))));
}
