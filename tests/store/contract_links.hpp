// What every store promises of links, imports, people and files. Follows contract.hpp.

#include "tests/store/sample.hpp"

using namespace test;
using orders::Reason;

TEST_CASE("the page behind a link is read at one instant") {
  Subject subject;
  auto& store = *subject.store;
  const auto [harbour, quay] = house(store);
  const auto made = order(quay);
  const auto sealed = link(made, orders::Channel::sms);
  const auto kept = added(store, made, {sealed});
  const auto page = run(store.find_link(sealed.link.key));
  REQUIRE(page);
  CHECK(page->shop == harbour);
  CHECK(page->location == quay);
  CHECK(page->order == kept);
  CHECK(page->link == sealed.link);
  auto guess = sealed.link.key;
  guess[31] ^= 1;
  CHECK_FALSE(run(store.find_link(guess)));
}

TEST_CASE("links are added, opened again and revoked, and the order tells of it") {
  Subject subject;
  auto& store = *subject.store;
  const auto [harbour, quay] = house(store);
  const auto made = added(store, order(quay));
  const orders::Actor sam{orders::ActorKind::staff, "stf_sam"};
  const auto older = link(made, orders::Channel::sms, now),
             newer = link(made, orders::Channel::sms, now + 1s);
  REQUIRE(run(store.add_link(older, sam, now)));
  REQUIRE(run(store.add_link(newer, sam, now + 1s)));
  CHECK(run(store.add_link(newer, sam, now)).error().reason == Reason::conflict);
  CHECK(run(store.links(harbour.id, made.id)) == std::vector{newer.link, older.link});

  const auto opened = run(store.open_link(harbour.id, made.id, orders::Channel::sms, sam, now + 2s));
  REQUIRE(opened);
  CHECK(opened->link == newer.link);
  CHECK(opened->sealed_code == newer.sealed_code);
  const auto copied = run(store.copy_link(harbour.id, older.link.id, sam, now + 3s));
  REQUIRE(copied);
  CHECK(copied->link == older.link);
  CHECK(copied->sealed_code == older.sealed_code);
  CHECK(run(store.open_link(harbour.id, made.id, orders::Channel::qr, sam, now)).error().reason ==
        Reason::not_found);

  REQUIRE(run(store.revoke_link(harbour.id, newer.link.id, sam, now + 3s)));
  REQUIRE(run(store.revoke_link(harbour.id, newer.link.id, sam, now + 9s)));
  const auto revoked = run(store.find_link(newer.link.key));
  REQUIRE(revoked);
  CHECK(revoked->link.revoked_at == now + 3s);
  CHECK(revoked->link.version == 2);
  CHECK(run(store.open_link(harbour.id, made.id, orders::Channel::sms, sam, now + 4s))->link == older.link);

  const auto told = run(store.find_order(harbour.id, made.id));
  REQUIRE(told);
  std::vector<orders::EventKind> kinds;
  for (const auto& event : told->events) kinds.push_back(event.kind);
  using enum orders::EventKind;
  CHECK(kinds == std::vector{order_created, link_issued, link_issued, link_copied, link_copied, link_revoked,
                             link_copied});
  CHECK(told->events.back().actor == sam);
  CHECK(told->version == made.version + 6);
}

TEST_CASE("what is another shop's is not found") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto there = house(store, "there");
  const auto theirs = order(there.location, "EXT-9");
  const auto sealed = link(theirs);
  const auto kept = added(store, theirs, {sealed});
  const orders::Actor sam{orders::ActorKind::staff, "stf_sam"};
  const auto shop = here.shop.id;

  CHECK_FALSE(run(store.find_order(shop, kept.id)));
  CHECK_FALSE(run(store.find_order(shop, kept.number)));
  const auto moved =
      run(store.change_order(shop, kept.id, orders::SetStage{orders::Stage::ready}, context(), operation()));
  CHECK(moved.error().reason == Reason::not_found);
  CHECK(run(store.links(shop, kept.id)).empty());
  CHECK(run(store.open_link(shop, kept.id, orders::Channel::copy, sam, now)).error().reason ==
        Reason::not_found);
  CHECK(run(store.revoke_link(shop, sealed.link.id, sam, now)).error().reason == Reason::not_found);
  auto planted = link(kept);
  planted.link.shop = shop;
  CHECK(run(store.add_link(planted, sam, now)).error().reason == Reason::not_found);
  CHECK(run(store.known_external_ids(shop, {"EXT-9"})).empty());
  CHECK(run(store.locations(shop)) == std::vector{here.location});
  auto location = there.location;
  location.shop = shop;
  CHECK(run(store.update_location(location)).error().reason == Reason::not_found);
  CHECK(run(store.find_order(there.shop.id, kept.id)) == kept);
  CHECK_FALSE(run(store.find_link(sealed.link.key))->link.revoked_at);
}

TEST_CASE("an import brings each order once") {
  Subject subject;
  auto& store = *subject.store;
  const auto [harbour, quay] = house(store);
  std::vector<store::ImportedOrder> batch;
  for (const char* id : {"A", "B", "A", "C"}) {
    const auto made = order(quay, id);
    batch.push_back({made, link(made)});
  }
  const auto first = run(store.import_orders(harbour.id, batch));
  CHECK(first.created == 3);
  CHECK(first.already_there == 1);
  CHECK(run(store.known_external_ids(harbour.id, {"A", "B", "C", "D"})).size() == 3);
  const auto page = run(store.find_link(batch[3].link.link.key));
  REQUIRE(page);
  CHECK(page->order.number == "R-1003");

  const auto second = run(store.import_orders(harbour.id, batch));
  CHECK(second.created == 0);
  CHECK(second.already_there == 4);
  CHECK(run(store.find_link(batch[3].link.link.key))->order == page->order);
  CHECK(added(store, order(quay)).number == "R-1004");
}

TEST_CASE("people, keys and logos are kept") {
  Subject subject;
  auto& store = *subject.store;
  const auto [harbour, quay] = house(store);
  store::Staff sam{.member = {.id = fresh<orders::StaffId>(),
                              .shop = harbour.id,
                              .email = "sam@harbour.example",
                              .name = "Sam",
                              .role = orders::Role::owner,
                              .created_at = now},
                   .sign_in_hash = {4},
                   .sign_in_until = now + 24h};
  REQUIRE(run(store.add_staff(sam)));
  sam.member.id = fresh<orders::StaffId>();
  CHECK(run(store.add_staff(sam)).error().field == "email");
  sam.member.shop = shop("ghost").id;
  CHECK(run(store.add_staff(sam)).error().reason == Reason::not_found);

  const store::ApiKey key{.info = {.id = fresh<orders::ApiKeyId>(),
                                   .shop = harbour.id,
                                   .name = "till",
                                   .public_id = "abcd2345",
                                   .created_at = now,
                                   .revoked_at = now + 1h},
                          .hash = {1, 2, 3}};
  REQUIRE(run(store.add_api_key(key)));
  const auto held = run(store.find_api_key("abcd2345"));
  REQUIRE(held);
  CHECK(held->info.shop == harbour.id);
  CHECK(held->hash == key.hash);
  CHECK(held->info.revoked_at == now + 1h);
  CHECK_FALSE(run(store.find_api_key("zzzz2345")));

  const store::Asset logo{std::string(64, 'b'), "image/webp", std::string("RI\0FF", 5)};
  REQUIRE(run(store.put_asset(logo)));
  REQUIRE(run(store.put_asset(logo)));
  CHECK(run(store.find_asset(logo.sha256))->bytes == logo.bytes);
  CHECK_FALSE(run(store.find_asset(std::string(64, 'c'))));
}

TEST_CASE("each colour in use is told once") {
  Subject subject;
  auto& store = *subject.store;
  auto [harbour, quay] = house(store);
  CHECK(run(store.brand_colours()).empty());
  harbour.branding.colour = quay.branding.colour = "#0a7d4f";
  auto dock = location(harbour, "dock");
  dock.branding.colour = "#aa0000";
  REQUIRE(run(store.update_shop(harbour)));
  REQUIRE(run(store.update_location(quay)));
  REQUIRE(run(store.add_location(dock)));
  CHECK(run(store.brand_colours()) == std::vector<std::string>{"#0a7d4f", "#aa0000"});
}

TEST_CASE("it counts what was asked of it") {
  Subject subject;
  auto& store = *subject.store;
  CHECK(run(store.ready()));
  CHECK(store.operations().at("find_link") == 0);
  run(store.find_link({}));
  run(store.find_link({}));
  CHECK(store.operations().at("find_link") == 2);
  CHECK(store.operations().at("ready") == 1);
}
