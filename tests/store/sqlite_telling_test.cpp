#include "tests/store/leaving.hpp"
#include "tests/store/raw.hpp"

#include <doctest/doctest.h>

using namespace test;

TEST_SUITE_BEGIN("store/sqlite_telling");

TEST_CASE("a change that is taken back after it was told has told nobody") {
  const Folder folder;
  const auto store = store::open(folder.options());
  const auto all = opened(*store);
  hired(*store, all.house, "sam");
  edit(folder.database(),
       "CREATE TRIGGER broken BEFORE INSERT ON ops BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
  CHECK_THROWS_AS(change(*store, all.order, orders::SetStage{orders::Stage::ready}), store::Unavailable);
  CHECK_THROWS_AS(run(store->add_order(order(all.house.location), {}, operation(), store::Tell::customer)),
                  store::Unavailable);
  edit(folder.database(), "DROP TRIGGER broken");
  CHECK(feed(*store, all.order.shop) == Lines{"order.created created"});
  CHECK(leased(*store).empty());
  REQUIRE(change(*store, all.order, orders::SetStage{orders::Stage::ready}));
  CHECK(feed(*store, all.order.shop).size() == 2);
  CHECK(leased(*store).size() == 1);
}

TEST_CASE("word of a step waits for the next one, and everything else goes at once") {
  const Folder folder;
  auto options = folder.options();
  options.debounce = 2min;
  const auto store = store::open(options);
  const auto all = opened(*store);
  REQUIRE(change(*store, all.order, orders::SetStage{orders::Stage::received}));
  CHECK(leased(*store, now + 2min - 1s).empty());
  REQUIRE(change(*store, all.order, orders::SetStage{orders::Stage::in_progress}, now + 2min - 1s));
  CHECK(leased(*store, now + 2min).empty());
  const auto sent = leased(*store, now + 4min);
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].key == "status_changed:in_progress");
  REQUIRE(change(*store, all.order, orders::SetStage{orders::Stage::ready}, now + 4min));
  CHECK(leased(*store, now + 4min).size() == 1);
}

TEST_CASE("a new key forgets nobody who opted out, and no address can be read in the database") {
  const Folder folder;
  auto options = folder.options();
  orders::ShopId shop;
  const orders::Customer amelie{"Amelie", "amelie@customer.example", "", ""};
  {
    const auto store = store::open(options);
    shop = house(*store).shop.id;
    REQUIRE(run(store->set_opt_out(shop, orders::Route::email, amelie.email, true, "customer", now)));
  }
  CHECK(ask(folder.database(),
            "SELECT length(contact) || ' ' || instr(hex(contact), hex('amelie')) FROM "
            "opt_outs") == "32 0");
  options.keys = std::make_shared<tokens::KeyRing>(tokens::KeyRing::of({{0, {1}}, {1, {2}}}));
  CHECK(run(store::open(options)->opted_out(shop, amelie)) == std::vector{orders::Route::email});
}

TEST_CASE("an entry that is missing in the feed is found") {
  const Folder folder;
  {
    const auto store = store::open(folder.options());
    const auto all = opened(*store);
    REQUIRE(change(*store, all.order, orders::SetStage{orders::Stage::received}));
    REQUIRE(change(*store, all.order, orders::SetStage{orders::Stage::ready}));
  }
  CHECK(store::verify(folder.options()).faults.empty());
  edit(folder.database(), "DELETE FROM feed WHERE seq = 2");
  const auto faults = store::verify(folder.options()).faults;
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].find("the feed") != std::string::npos);
  CHECK_THROWS(edit(folder.database(), "UPDATE feed SET seq = 2 WHERE seq = 3"));
}

TEST_SUITE_END();
