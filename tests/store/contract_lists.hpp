// What every store promises of lists, searches and the board; included behind contract.hpp.

#include "tests/store/behind.hpp"
#include "tests/store/listing.hpp"

TEST_CASE("a list shows the latest change first, and page behind page shows each order once") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  std::vector<orders::Order> made;
  for (int i = 0; i < 7; ++i) made.push_back(added(store, order(here.location)));  // all at one instant
  REQUIRE(change(store, made[2], orders::SetStage{orders::Stage::received}, now + 1h));
  std::ranges::sort(made, std::greater{}, [&](const auto& order) {
    return std::pair{order.number == "R-1003", order.id};
  });
  Numbers expected;
  for (const auto& order : made) expected.push_back(order.number);
  std::vector<std::string> seen;
  std::string cursor;
  do {
    const auto page = run(store.list_orders({.shop = here.shop.id}, cursor, 3));
    CHECK(page.items.size() <= 3);
    for (const auto& card : page.items) seen.push_back(card.number);
    cursor = page.next;
  } while (!cursor.empty());
  CHECK(seen == expected);
  CHECK(listed(store, {.shop = here.shop.id}, "no cursor").size() == 7);
  CHECK(listed(store, {.shop = house(store, "other").shop.id}).empty());
}

TEST_CASE("a card is written with every change of its order") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  const auto& table = orders::StatusTable::standard();
  const auto card = [&] { return run(store.list_orders({.shop = all.order.shop}, "", 10)).items.front(); };
  const auto truth = [&] {
    return orders::card_of(*run(store.find_order(all.order.shop, all.order.id)), all.house.shop.currency,
                           table);
  };
  CHECK(card() == truth());
  CHECK(card().quote == orders::QuoteStanding::waiting);
  REQUIRE(run(store.act(act(all.link, decision(all.order)))));
  CHECK(card() == truth());
  CHECK(card().quote == orders::QuoteStanding::partially_approved);
  CHECK(card().balance == 10799);
  REQUIRE(run(store.copy_link(all.order.shop, all.link.link.id, {}, now + 1h)));
  CHECK(card() == truth());
  REQUIRE(run(
      store.act(act(all.link, orders::AddMessage{"Amelie Okafor", "Hello?", {}}, orders::Power::message))));
  CHECK(card() == truth());
  CHECK(card().unanswered == 1);
}

TEST_CASE("a list is narrowed by stage, quote, location, time and what waits") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto dock = location(here.shop, "dock");
  REQUIRE(run(store.add_location(dock)));
  const auto shop = here.shop.id;
  const auto plain = added(store, order(here.location));     // R-1001
  const auto received = added(store, order(here.location));  // R-1002
  const auto quoted = added(store, order(dock));             // R-1003
  const auto gone = added(store, order(dock));               // R-1004
  REQUIRE(change(store, received, orders::SetStage{orders::Stage::received}, now + 1h));
  REQUIRE(change(store, received, orders::SetPromise{now + 2h, ""}, now + 1h));
  orders::MakeQuote quote = screen();
  quote.draft.expires_at = now + 24h;
  REQUIRE(change(store, quoted, quote, now + 2h));
  REQUIRE(change(store, gone, orders::SetStage{orders::Stage::cancelled}, now + 3h));
  using orders::QuoteStanding;
  CHECK(listed(store, {.shop = shop, .stage = orders::Stage::received}) == Numbers{"R-1002"});
  CHECK(listed(store, {.shop = shop, .location = dock.id}) == Numbers{"R-1004", "R-1003"});
  CHECK(listed(store, {.shop = shop, .location = dock.id, .stage = orders::Stage::cancelled}) ==
        Numbers{"R-1004"});
  CHECK(
      listed(store, {.shop = shop, .location = here.location.id, .stage = orders::Stage::cancelled}).empty());
  CHECK(listed(store, {.shop = shop, .open = true}) == Numbers{"R-1003", "R-1002", "R-1001"});
  CHECK(listed(store, {.shop = shop, .open = false}) == Numbers{"R-1004"});
  CHECK(listed(store, {.shop = shop, .quote = QuoteStanding::waiting}) == Numbers{"R-1003"});
  CHECK(listed(store, {.shop = shop, .quote = QuoteStanding::waiting, .at = now + 25h}).empty());
  CHECK(listed(store, {.shop = shop, .quote = QuoteStanding::expired, .at = now + 25h}) == Numbers{"R-1003"});
  const auto over = run(store.list_orders({.shop = shop, .at = now + 25h, .text = "r-1003"}, "", 1));
  CHECK(over.items.at(0).quote == QuoteStanding::expired);
  CHECK(listed(store, {.shop = shop, .quote = QuoteStanding::none}) == Numbers{"R-1004", "R-1002", "R-1001"});
  CHECK(listed(store, {.shop = shop, .updated_after = now + 1h}) == Numbers{"R-1004", "R-1003"});
  CHECK(listed(store, {.shop = shop, .overdue_at = now + 3h}) == Numbers{"R-1002"});
  CHECK(listed(store, {.shop = shop, .overdue_at = now + 2h}).empty());
  CHECK(listed(store, {.shop = shop, .unanswered = true}).empty());
}

TEST_CASE(
    "orders are found by what was typed, also after it was corrected, and only in their shop and place") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto dock = location(here.shop, "dock");
  REQUIRE(run(store.add_location(dock)));
  const auto shop = here.shop.id;
  const auto amelie = added(store, order(here.location));  // R-1001
  const auto zoe = added(store, named(order(dock), "Zo\xC3\xAB Brandt", "+491632960777"));
  const auto there = house(store, "there");
  added(store, named(order(there.location), "Zoe Elsewhere", "+441632960778"));
  CHECK(found_by(store, shop, "ZOE") == Numbers{zoe.number});
  CHECK(found_by(store, shop, "r-1001") == Numbers{"R-1001"});
  CHECK(found_by(store, shop, "0777") == Numbers{zoe.number});
  CHECK(found_by(store, shop, "fernweh").size() == 2);
  CHECK(found_by(store, shop, "fernweh oka") == Numbers{"R-1001"});
  CHECK(found_by(store, shop, "fernweh nobody").empty());
  CHECK(found_by(store, shop, "?!").empty());
  CHECK(found_by(store, shop, "  ").size() == 2);
  CHECK(listed(store, {.shop = shop, .location = dock.id, .text = "fernweh"}) == Numbers{"R-1002"});

  auto right = amelie.customer;
  right.name = "Amelia Oyelaran";
  REQUIRE(change(store, amelie, orders::EditOrder{.customer = right}, now + 1h));
  CHECK(found_by(store, shop, "oyel") == Numbers{"R-1001"});
  CHECK(found_by(store, shop, "okafor").empty());
  CHECK(found_by(store, shop, "fernweh") == Numbers{"R-1001", "R-1002"});
}

TEST_CASE("the board shows what is to be done, longest first, and counts all orders") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto dock = location(here.shop, "dock");
  REQUIRE(run(store.add_location(dock)));
  const auto first = added(store, order(here.location)), second = added(store, order(dock));
  const auto late = added(store, order(here.location));
  REQUIRE(change(store, first, orders::SetStage{orders::Stage::ready}, now + 2h));
  REQUIRE(change(store, second, orders::SetStage{orders::Stage::ready}, now + 1h));
  REQUIRE(change(store, late, orders::SetPromise{now + 1h, ""}));
  auto quoted = added(store, order(here.location));
  REQUIRE(change(store, quoted, screen()));
  const auto board = run(store.board(here.shop.id, {}, now + 3h));
  CHECK(numbers(board.ready) == Numbers{second.number, first.number});
  CHECK(numbers(board.overdue) == Numbers{late.number});
  CHECK(numbers(board.waiting) == Numbers{quoted.number});
  CHECK(board.unanswered.empty());
  CHECK(board.by_stage.at(orders::Stage::ready) == 2);
  CHECK(board.by_stage.at(orders::Stage::created) == 2);
  const auto quay = run(store.board(here.shop.id, here.location.id, now + 30min));
  CHECK(numbers(quay.ready) == Numbers{first.number});
  CHECK(quay.overdue.empty());
  CHECK(quay.by_stage.at(orders::Stage::ready) == 1);
  CHECK(run(store.board(house(store, "other").shop.id, {}, now)).by_stage.empty());
}

TEST_CASE("customers are known once each, by their latest order") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto shop = here.shop.id;
  auto again = order(here.location);
  again.customer.email = "Amelie@Customer.example";
  again.customer.name = "Amelie Okafor-Reed";
  again.updated_at = again.created_at = now + 1h;
  added(store, order(here.location));
  added(store, again);
  auto zoe = named(order(here.location), "Zo\xC3\xAB Brandt", "+491632960777");
  zoe.updated_at = now + 2h;
  added(store, zoe);
  auto walk_in = named(order(here.location), "", "");
  added(store, walk_in);

  const auto all = run(store.list_customers(shop, {}, "", "", 10));
  REQUIRE(all.items.size() == 2);
  CHECK(all.items[0].customer == zoe.customer);
  CHECK(all.items[1].customer == again.customer);
  CHECK(all.items[1].orders == 2);
  CHECK(all.items[1].last_at == now + 1h);
  CHECK(all.next.empty());
  const auto page = run(store.list_customers(shop, {}, "", "", 1));
  REQUIRE(page.items.size() == 1);
  const auto rest = run(store.list_customers(shop, {}, "", page.next, 1));
  REQUIRE(rest.items.size() == 1);
  CHECK(rest.items[0].customer == again.customer);
  CHECK(run(store.list_customers(shop, {}, "reed", "", 10)).items.size() == 1);
  CHECK(run(store.list_customers(shop, {}, "0777", "", 10)).items.size() == 1);
  CHECK(run(store.list_customers(shop, {}, "fernweh", "", 10)).items.empty());
  CHECK(run(store.list_customers(house(store, "other").shop.id, {}, "", "", 10)).items.empty());
}
