// What every store promises of tables that are taken away; included behind contract.hpp.

#include "tests/store/behind.hpp"
#include "tests/store/listing.hpp"

TEST_CASE("orders, quotes and payments of a time are told oldest first, of one shop and place, with an end") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto dock = location(here.shop, "dock");
  REQUIRE(run(store.add_location(dock)));
  const auto first = added(store, order(here.location)), second = added(store, order(dock));
  const auto there = house(store, "there");
  added(store, order(there.location));
  REQUIRE(change(store, first, screen(), now + 2h));
  REQUIRE(change(store, second, screen(), now + 1h));
  const orders::RecordPayment cash{.amount = {2500, {}}, .method = "cash"};
  REQUIRE(change(store, first, cash, now + 2h));
  const store::Span all{.shop = here.shop.id, .from = now, .until = now + 3h};

  CHECK(run(store.orders_between(all, 10)).size() == 2);
  const auto quotes = run(store.quotes_between(all, 10));
  REQUIRE(quotes.size() == 2);
  CHECK(quotes[0].number == second.number);
  CHECK(quotes[1].number == first.number);
  CHECK(quotes[1].order == first.id);
  const auto kept = run(store.find_order(here.shop.id, first.id))->quotes.at(0);
  CHECK(orders::totals(quotes[1].quote) == orders::totals(kept));
  CHECK(quotes[1].quote.state == kept.state);
  const auto payments = run(store.payments_between(all, 10));
  REQUIRE(payments.size() == 1);
  CHECK(payments[0].number == first.number);
  CHECK(payments[0].payment == run(store.find_order(here.shop.id, first.id))->payments.at(0));

  auto local = all;
  local.location = dock.id;
  CHECK(numbers(run(store.orders_between(local, 10))) == Numbers{second.number});
  CHECK(run(store.quotes_between(local, 10)).size() == 1);
  CHECK(run(store.payments_between(local, 10)).empty());
  CHECK(run(store.orders_between(all, 1)).size() == 1);
  auto early = all;
  early.until = now + 2h;
  CHECK(run(store.quotes_between(early, 10)).size() == 1);
  CHECK(run(store.payments_between(early, 10)).empty());
}
