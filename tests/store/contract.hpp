// What every store promises of shops and orders; contract_links.hpp goes on. A store's test names its suite
// and defines `Subject`, whose `store` is a fresh, empty one, and then includes both.

#include "tests/store/sample.hpp"

using namespace test;
using orders::Reason;

TEST_CASE("a shop's address is its own") {
  Subject subject;
  auto& store = *subject.store;
  auto harbour = shop("harbour");
  harbour.currency = *orders::Currency::of("JPY");
  harbour.branding = {"#0a7d4f", orders::Logo{std::string(64, 'a'), "image/png", 120, 60}, "Hello"};
  harbour.portal_enabled = false;
  harbour.portal_redirect = "https://harbour.example/";
  REQUIRE(run(store.add_shop(harbour)));
  CHECK(run(store.find_shop("harbour")) == harbour);
  CHECK_FALSE(run(store.find_shop("elsewhere")));
  CHECK(run(store.shop(harbour.id)) == harbour);
  CHECK_FALSE(run(store.shop(orders::ShopId{})));

  const auto again = run(store.add_shop(shop("harbour")));
  REQUIRE_FALSE(again);
  CHECK(again.error().reason == Reason::conflict);

  REQUIRE(run(store.add_shop(shop("anchor"))));
  const auto all = run(store.shops());
  REQUIRE(all.size() == 2);
  CHECK(all[0].slug == "anchor");
  CHECK(all[1] == harbour);
}

TEST_CASE("of two people who change a shop at once, the second is told") {
  Subject subject;
  auto& store = *subject.store;
  auto mine = shop("harbour");
  REQUIRE(run(store.add_shop(mine)));
  auto theirs = mine;
  mine.name = "Harbour Repairs";
  const auto saved = run(store.update_shop(mine));
  REQUIRE(saved);
  CHECK(saved->version == 2);
  CHECK(run(store.find_shop("harbour")) == *saved);

  const auto late = run(store.update_shop(theirs));
  REQUIRE_FALSE(late);
  CHECK(late.error().reason == Reason::conflict);

  auto nowhere = shop("nowhere");
  CHECK(run(store.update_shop(nowhere)).error().reason == Reason::not_found);
  REQUIRE(run(store.add_shop(nowhere)));
  nowhere.slug = "harbour";
  CHECK(run(store.update_shop(nowhere)).error().field == "slug");
}

TEST_CASE("a location keeps its contact, hours and colours") {
  Subject subject;
  auto& store = *subject.store;
  auto [harbour, quay] = house(store);
  std::string error;
  auto dock = location(harbour, "dock");
  dock.contact = {
      "+441632960123", "dock@harbour.example", "https://harbour.example/", {"1 Dock Road", "Porth"}};
  dock.hours =
      *orders::parse_hours("mon-fri 09:00-17:30; sat 10:00-13:00; 2026-12-25 closed Christmas Day", error);
  dock.zone = "Europe/Berlin";
  dock.branding.colour = "#123456";
  REQUIRE(run(store.add_location(dock)));

  SUBCASE("and they are listed by their address") {
    const auto all = run(store.locations(harbour.id));
    REQUIRE(all.size() == 2);
    CHECK(all[0] == dock);
    CHECK(all[1] == quay);
  }
  SUBCASE("a changed one has the next version, and the older copy is refused") {
    auto moved = dock;
    moved.contact.address = {"2 Dock Road"};
    const auto saved = run(store.update_location(moved));
    REQUIRE(saved);
    CHECK(saved->version == 2);
    CHECK(run(store.locations(harbour.id)).front() == *saved);
    CHECK(run(store.update_location(dock)).error().reason == Reason::conflict);
  }
  SUBCASE("an address is used once in a shop, and again in the next") {
    CHECK(run(store.add_location(location(harbour, "dock"))).error().reason == Reason::conflict);
    CHECK(run(store.add_location(location(shop("ghost"), "dock"))).error().reason == Reason::not_found);
    const auto other = house(store, "other");
    CHECK(run(store.add_location(location(other.shop, "dock"))));
  }
}

TEST_CASE("an order comes back as it was made, by its id and by its number") {
  Subject subject;
  auto& store = *subject.store;
  const auto [harbour, quay] = house(store);
  auto made = order(quay, "EXT-1");
  made.customer.name = "Zoë 'O\"Brien'; DROP TABLE orders; -- \xF0\x9F\x93\xB1";
  made.promised_at = now + 48h;
  made.promise_reason = "A part is late";
  orders::Document terms{
      fresh<orders::DocumentId>(), orders::Purpose::terms, "Terms", "# Be *kind*\n", {}, 1, now};
  terms.sha256 = tokens::hex(tokens::sha256(tokens::bytes(terms.body)));
  made.documents = {terms};
  made.signatures = {{fresh<orders::SignatureId>(), terms.id, terms.sha256, "A. Okafor", true, now + 1min}};
  made.payments = {
      {fresh<orders::PaymentId>(), orders::PaymentKind::deposit, {5000, {}}, "cash", "till 2", now}};

  const auto kept = added(store, made, {link(made)});
  CHECK(kept.number == "R-1001");
  made.number = kept.number;
  CHECK(kept == made);
  CHECK(run(store.find_order(harbour.id, made.id)) == made);
  CHECK(run(store.find_order(harbour.id, std::string("R-1001"))) == made);
  CHECK_FALSE(run(store.find_order(harbour.id, std::string("R-1002"))));
  CHECK_FALSE(run(store.find_order(harbour.id, fresh<orders::OrderId>())));
}

TEST_CASE("numbers count up in each shop and pass over those given by hand") {
  Subject subject;
  auto& store = *subject.store;
  const auto [harbour, quay] = house(store);
  CHECK(added(store, order(quay, "", "R-1002")).number == "R-1002");
  CHECK(added(store, order(quay)).number == "R-1001");
  CHECK(added(store, order(quay)).number == "R-1003");
  const auto taken = run(store.add_order(order(quay, "", "R-1003"), {}, operation(), store::Tell::nobody));
  REQUIRE_FALSE(taken);
  CHECK(taken.error().reason == Reason::conflict);
  CHECK(taken.error().field == "number");
  const auto other = house(store, "other");
  CHECK(added(store, order(other.location)).number == "R-1001");
}

TEST_CASE("an external id names one order of its shop") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto there = house(store, "there");
  added(store, order(here.location, "EXT-1"));
  const auto twice =
      run(store.add_order(order(here.location, "EXT-1"), {}, operation(), store::Tell::nobody));
  REQUIRE_FALSE(twice);
  CHECK(twice.error().field == "external_id");
  added(store, order(there.location, "EXT-1"));
  const std::vector<std::string> asked{"EXT-1", "EXT-2", ""};
  CHECK(run(store.known_external_ids(here.shop.id, asked)) == std::vector<std::string>{"EXT-1"});
}

TEST_CASE("an order belongs to a location of its own shop") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto there = house(store, "there");
  auto stray = order(here.location);
  stray.location = there.location.id;
  const auto refused = run(store.add_order(stray, {}, operation(), store::Tell::nobody));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().field == "location");
  const auto kept = added(store, order(here.location));
  const auto moved = change(store, kept, orders::EditOrder{.location = there.location.id});
  REQUIRE_FALSE(moved);
  CHECK(moved.error().field == "location");
  CHECK(run(store.find_order(here.shop.id, kept.id)) == kept);
}

TEST_CASE("a repair goes through the house and every step is kept") {
  Subject subject;
  auto& store = *subject.store;
  const auto [harbour, quay] = house(store);
  auto at = added(store, order(quay));
  const auto after = [&](const orders::Command& command, std::chrono::minutes later) {
    const auto before = at.version;
    const auto answer = change(store, at, command, now + later);
    REQUIRE(answer);
    at = *answer;
    CHECK(at.version == before + 1);
    CHECK(run(store.find_order(harbour.id, at.id)) == at);
  };

  after(orders::SetStage{orders::Stage::received}, 1min);
  after(orders::SetPromise{now + 72h, "Waiting for a screen"}, 2min);
  after(orders::AddNote{"Battery swollen", true}, 3min);
  orders::QuoteDraft draft;
  draft.lines.resize(2);
  draft.lines[0].description = "Screen";
  draft.lines[0].unit_price = 8999;
  draft.lines[0].tax_bp = 2000;
  draft.lines[1].description = "Battery";
  draft.lines[1].unit_price = 1599;
  draft.lines[1].quantity = *orders::Quantity::parse("1.5");
  draft.lines[1].kind = orders::LineKind::optional;
  draft.deposit = 1000;
  draft.valid_until = std::chrono::year{2026} / 4 / 1;
  draft.expires_at = now + 720h;
  after(orders::MakeQuote{draft}, 4min);
  draft.lines[0].unit_price = 7999;
  after(orders::MakeQuote{draft}, 5min);
  orders::DecideQuote decide;
  decide.round = 2;
  decide.taken = {at.quotes[1].lines[1].id};
  decide.name = "Amelie Okafor";
  decide.reference = "call 14:02";
  after(decide, 6min);
  CHECK(at.quotes[0].state == orders::QuoteState::superseded);
  CHECK(at.quotes[1].lines[1].approved);
  orders::AddDocument terms{orders::Purpose::terms, "Terms", "Be kind", {}};
  terms.sha256 = tokens::hex(tokens::sha256(tokens::bytes(terms.body)));
  after(terms, 7min);
  orders::RecordPayment payment;
  payment.amount.amount = 1000;
  payment.method = "card";
  after(payment, 8min);
  after(orders::SetStage{orders::Stage::collected, "Handed over", true}, 9min);
  CHECK(at.ended_at == now + 9min);
  after(orders::SetStage{orders::Stage::in_progress}, 10min);
  CHECK_FALSE(at.ended_at);
}

TEST_CASE("asking again with the same operation id changes nothing and answers the order as it stands") {
  Subject subject;
  auto& store = *subject.store;
  const auto [harbour, quay] = house(store);
  const auto made = order(quay);
  const auto making = operation(), moving = operation();
  const auto first = run(store.add_order(made, {link(made)}, making, store::Tell::nobody));
  REQUIRE(first);
  const auto second = run(store.add_order(made, {link(made)}, making, store::Tell::nobody));
  REQUIRE(second);
  CHECK(*second == *first);
  CHECK(run(store.links(harbour.id, made.id)).size() == 1);

  const auto move = [&](orders::Stage stage) {
    return run(store.change_order(harbour.id, made.id, orders::SetStage{stage}, context(), moving));
  };
  const auto moved = move(orders::Stage::received);
  REQUIRE(moved);
  CHECK(moved->version == 2);
  const auto later = change(store, made, orders::SetStage{orders::Stage::ready});
  REQUIRE(later);
  const auto replayed = move(orders::Stage::received);
  REQUIRE(replayed);
  CHECK(*replayed == *later);
}

TEST_CASE("what a rule refuses or does not change leaves the order as it is") {
  Subject subject;
  auto& store = *subject.store;
  const auto [harbour, quay] = house(store);
  const auto made = added(store, order(quay));
  orders::RecordPayment refund;
  refund.kind = orders::PaymentKind::refund;
  refund.amount.amount = 100;
  CHECK_FALSE(change(store, made, refund));
  const auto same = change(store, made, orders::SetStage{orders::Stage::created});
  REQUIRE(same);
  CHECK(*same == made);
  CHECK(run(store.find_order(harbour.id, made.id)) == made);
}
