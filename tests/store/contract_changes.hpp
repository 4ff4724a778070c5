// What every store promises to those who keep copies; included behind contract.hpp.

#include "store/snapshot.hpp"
#include "tests/store/behind.hpp"

#include <mutex>

namespace {

// What was told since the last look.
struct Told {
  explicit Told(store::Store& store) {
    store.subscribe([seen = seen_](std::span<const store::Change> changes) {
      const std::scoped_lock lock{seen->mutex};
      seen->changes.insert(seen->changes.end(), changes.begin(), changes.end());
    });
  }
  std::vector<store::Change> look() {
    const std::scoped_lock lock{seen_->mutex};
    return std::exchange(seen_->changes, {});
  }

 private:
  struct Seen {
    std::mutex mutex;
    std::vector<store::Change> changes;
  };
  std::shared_ptr<Seen> seen_ = std::make_shared<Seen>();
};

std::vector<store::Change> tail(store::Store& store, orders::Instant since) {
  return run(store.tail_changes(since)).changes;
}

}  // namespace

TEST_CASE("who listens is told what each change made of the order, link, shop or location, as it is stored") {
  Subject subject;
  auto& store = *subject.store;
  Told told{store};
  const auto all = asked(store);
  using Kind = store::Change::Kind;
  const auto last = [&](Kind kind) {
    auto changes = told.look();
    std::erase_if(changes, [&](const auto& change) { return change.kind != kind || !change.snapshot; });
    REQUIRE_FALSE(changes.empty());
    return changes.back();
  };
  SUBCASE("an order") {
    const auto change = last(Kind::order);
    CHECK(change.version == all.order.version);
    CHECK(store::from_snapshot<orders::Order>(*change.snapshot) ==
          run(store.find_order(all.order.shop, all.order.id)));
  }
  SUBCASE("a link that is new") {
    const auto change = last(Kind::link);
    CHECK(change.version == 1);
    CHECK(store::from_snapshot<orders::Link>(*change.snapshot) == all.link.link);
  }
  SUBCASE("a link that ends") {
    told.look();
    REQUIRE(run(store.revoke_link(all.order.shop, all.link.link.id, context().actor, now)));
    auto changes = told.look();
    REQUIRE(changes.size() >= 2);
    CHECK(store::from_snapshot<orders::Link>(*changes[0].snapshot) ==
          run(store.find_link(all.link.link.key))->link);
    CHECK(store::from_snapshot<orders::Order>(*changes[1].snapshot) ==
          run(store.find_order(all.order.shop, all.order.id)));
  }
  SUBCASE("a shop") {
    auto shop = all.house.shop;
    shop.name = "Harbour Repairs";
    const auto saved = run(store.update_shop(shop));
    CHECK(store::from_snapshot<orders::Shop>(*last(Kind::shop).snapshot) == *saved);
  }
  SUBCASE("a location") {
    auto location = all.house.location;
    location.name = "Dockside";
    const auto saved = run(store.update_location(location));
    CHECK(store::from_snapshot<orders::Location>(*last(Kind::location).snapshot) == *saved);
  }
}

TEST_CASE("who missed changes reads them afterwards by the store's own clock, oldest first") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  const auto begin = run(store.tail_changes({})).now;
  CHECK(std::chrono::abs(begin - std::chrono::system_clock::now()) < 5s);
  CHECK(tail(store, begin + 1h).empty());

  const auto before = tail(store, {}).size();
  auto shop = all.house.shop;
  shop.name = "Harbour Repairs";
  REQUIRE(run(store.update_shop(shop)));
  REQUIRE(change(store, all.order, orders::AddNote{.note = "Called"}));
  REQUIRE(run(store.revoke_link(all.order.shop, all.link.link.id, context().actor, now)));
  const auto changes = tail(store, {});
  REQUIRE(changes.size() == before + 4);
  using Kind = store::Change::Kind;
  const auto& id = all.order.shop;
  const auto next = all.order.version + 1;
  const std::vector<store::Change> wanted{{id, Kind::shop, id.uuid, 2},
                                          {id, Kind::order, all.order.id.uuid, next},
                                          {id, Kind::link, all.link.link.id.uuid, 2},
                                          {id, Kind::order, all.order.id.uuid, next + 1}};
  // Those of one millisecond may stand in any order among each other.
  for (const auto& one : wanted) CHECK(std::ranges::count(changes, one) == 1);
  for (const auto& one : changes) CHECK_FALSE(one.snapshot);
  CHECK(tail(store, begin).size() >= 4);
}

TEST_CASE("changes that nobody asks for any more are thrown away") {
  Subject subject;
  auto& store = *subject.store;
  asked(store);
  const auto all = tail(store, {}).size();
  REQUIRE(all > 0);
  CHECK(run(store.drop_changes(orders::Instant{} + 1h)) == 0);
  CHECK(run(store.drop_changes(run(store.tail_changes({})).now + 1h)) == all);
  CHECK(tail(store, {}).empty());
}

TEST_CASE("a link opens what its order, shop and location are at that moment") {
  Subject subject;
  auto& store = *subject.store;
  auto all = asked(store);
  const auto check = [&](const char* what) {
    CAPTURE(what);
    const auto found = run(store.find_link(all.link.link.key));
    REQUIRE(found);
    CHECK(found->order == run(store.find_order(all.order.shop, all.order.id)));
    CHECK(found->shop == run(store.shop(all.order.shop)));
    CHECK(found->location == run(store.locations(all.order.shop)).front());
    CHECK(found->link == run(store.links(all.order.shop, all.order.id)).front());
  };
  check("asked");
  check("asked once more");
  REQUIRE(run(store.act(act(all.link, decision(all.order)))));
  check("approved");
  REQUIRE(run(store.act(act(all.link, signature(all.order), orders::Power::sign))));
  check("signed");
  all.house.shop.name = "Harbour Repairs";
  REQUIRE(run(store.update_shop(all.house.shop)));
  check("shop renamed");
  all.house.location.name = "Dockside";
  REQUIRE(run(store.update_location(all.house.location)));
  check("location renamed");
  CHECK(run(store.update_location(all.house.location)).error().reason == Reason::conflict);
  check("location not renamed");
  REQUIRE(change(store, all.order, cash(500)));
  check("paid");
  REQUIRE(run(store.copy_link(all.order.shop, all.link.link.id, context().actor, now + 1min)));
  check("copied");
  REQUIRE(run(store.revoke_link(all.order.shop, all.link.link.id, context().actor, now + 2min)));
  check("revoked");
  CHECK_FALSE(run(store.find_link(link(all.order).link.key)));
}
