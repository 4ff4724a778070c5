// What every store promises of staff, their sessions and API keys; included behind contract.hpp.

#include "tests/store/people.hpp"

TEST_CASE("staff are kept with their role, and found by e-mail however it is written") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  auto sam = member(here.shop, "Sam@Harbour.Example", orders::Role::manager);
  sam.member.location = here.location.id;
  sam.member.alerts = false;
  sam.password_hash = "$argon2id$made-up";
  sam.sealed_totp = std::string("sealed\0secret", 13);
  REQUIRE(run(store.add_staff(sam)));
  REQUIRE(run(store.add_staff(member(here.shop, "ada@harbour.example"))));

  const auto all = run(store.staff(here.shop.id));
  REQUIRE(all.size() == 2);
  CHECK(all[0].email == "ada@harbour.example");
  CHECK(all[0].role == orders::Role::owner);
  CHECK_FALSE(all[0].has_password);
  CHECK(all[1].email == "sam@harbour.example");
  CHECK(all[1].location == here.location.id);
  CHECK_FALSE(all[1].alerts);
  CHECK(all[1].has_password);
  CHECK(all[1].has_totp);

  const auto found = run(store.staff_by_email("SAM@harbour.EXAMPLE"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].member == all[1]);
  CHECK(found[0].password_hash == sam.password_hash);
  CHECK(found[0].sealed_totp == sam.sealed_totp);
  CHECK(run(store.find_staff(here.shop.id, sam.member.id))->member == all[1]);
}

TEST_CASE("an e-mail address is one person's in a shop, and may be another's in the next") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto there = house(store, "there");
  REQUIRE(run(store.add_staff(member(here.shop, "sam@harbour.example"))));
  const auto again = run(store.add_staff(member(here.shop, "SAM@harbour.example")));
  REQUIRE_FALSE(again);
  CHECK(again.error().field == "email");
  const auto other = member(there.shop, "sam@harbour.example");
  REQUIRE(run(store.add_staff(other)));
  CHECK(run(store.staff_by_email("sam@harbour.example")).size() == 2);
  CHECK(run(store.staff(here.shop.id)).size() == 1);
  CHECK_FALSE(run(store.find_staff(here.shop.id, other.member.id)));
  CHECK(run(store.add_staff(member(shop("ghost"), "a@b.example"))).error().reason == Reason::not_found);
  auto stray = member(here.shop, "stray@harbour.example");
  stray.member.location = there.location.id;
  CHECK(run(store.add_staff(stray)).error().field == "location");
}

TEST_CASE("a shop is never left without an owner") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto ada = member(here.shop, "ada@harbour.example");
  const auto sam = member(here.shop, "sam@harbour.example", orders::Role::manager);
  REQUIRE(run(store.add_staff(ada)));
  REQUIRE(run(store.add_staff(sam)));
  const auto as = [&](const store::Staff& who, auto&& change) {
    auto member = run(store.find_staff(here.shop.id, who.member.id))->member;
    change(member);
    return run(store.update_staff(member, now));
  };
  const auto leave = [](auto& member) { member.role = orders::Role::viewer; };
  const auto disable = [](auto& member) { member.disabled_at = orders::Instant{}; };
  CHECK(as(ada, leave).error().field == "role");
  CHECK(as(ada, disable).error().field == "role");
  const auto bound = [&](auto& member) { member.location = here.location.id; };
  CHECK(as(ada, bound).error().field == "location");  // and no owner is held to one location
  const auto risen = as(sam, [](auto& member) { member.role = orders::Role::owner; });
  REQUIRE(risen);
  CHECK(risen->version == 2);
  const auto gone = as(ada, disable);
  REQUIRE(gone);
  CHECK(gone->disabled_at == now);
  CHECK(as(sam, leave).error().reason == Reason::conflict);
  CHECK(run(store.staff_by_email("ada@harbour.example")).empty());
  CHECK(as(ada, [](auto& member) { member.email = "Sam@harbour.example"; }).error().field == "email");
  CHECK(run(store.update_staff(ada.member, now)).error().field == "version");
}

TEST_CASE("a one-time token signs in once, in its time, and the next one takes its place") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto sam = member(here.shop, "sam@harbour.example");
  REQUIRE(run(store.add_staff(sam)));
  const auto first = secret(1), second = secret(2);
  REQUIRE(run(store.set_sign_in(here.shop.id, sam.member.id, first, now + 15min)));
  CHECK(run(store.find_sign_in(first, now))->member.id == sam.member.id);
  CHECK_FALSE(run(store.find_sign_in(first, now + 15min)));
  CHECK_FALSE(run(store.take_sign_in(first, now + 15min)));
  REQUIRE(run(store.set_sign_in(here.shop.id, sam.member.id, second, now + 15min)));
  CHECK_FALSE(run(store.take_sign_in(first, now)));
  CHECK(run(store.take_sign_in(second, now)));
  CHECK_FALSE(run(store.take_sign_in(second, now)));
  CHECK_FALSE(run(store.find_sign_in(second, now)));
  const auto other = house(store, "other");
  CHECK_FALSE(run(store.set_sign_in(other.shop.id, sam.member.id, first, now + 15min)));
}

TEST_CASE("a new password ends every session but the one it was set in") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto sam = member(here.shop, "sam@harbour.example");
  REQUIRE(run(store.add_staff(sam)));
  const auto mine = session(sam), elsewhere = session(sam, now + 1h);
  REQUIRE(run(store.open_session(secret(1), mine)));
  REQUIRE(run(store.open_session(secret(2), elsewhere)));
  REQUIRE(run(store.set_sign_in(here.shop.id, sam.member.id, secret(9), now + 15min)));
  CHECK(run(store.find_session(secret(1)))->session == mine);
  CHECK(run(store.find_session(secret(1)))->staff.member.id == sam.member.id);
  CHECK(run(store.sessions(here.shop.id, sam.member.id)) == std::vector{elsewhere, mine});

  REQUIRE(run(store.set_password(here.shop.id, sam.member.id, "$argon2id$one", mine.id)));
  CHECK(run(store.find_session(secret(1))));
  CHECK_FALSE(run(store.find_session(secret(2))));
  CHECK_FALSE(run(store.take_sign_in(secret(9), now)));
  REQUIRE(run(store.rehash_password(here.shop.id, sam.member.id, "$argon2id$one", "$argon2id$two")));
  CHECK_FALSE(run(store.rehash_password(here.shop.id, sam.member.id, "$argon2id$one", "$argon2id$three")));
  CHECK(run(store.find_session(secret(1)))->staff.password_hash == "$argon2id$two");
}

TEST_CASE("a session ends by hand, by its age, and with its owner's access") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  REQUIRE(run(store.add_staff(member(here.shop, "ada@harbour.example"))));
  const auto sam = member(here.shop, "sam@harbour.example", orders::Role::viewer);
  REQUIRE(run(store.add_staff(sam)));
  const auto old = session(sam, now - 13h), idle = session(sam, now - 2h), used = session(sam, now - 3h);
  REQUIRE(run(store.open_session(secret(1), old)));
  REQUIRE(run(store.open_session(secret(2), idle)));
  REQUIRE(run(store.open_session(secret(3), used)));
  REQUIRE(run(store.touch_session(secret(1), now)));
  REQUIRE(run(store.touch_session(secret(3), now)));
  CHECK(run(store.drop_sessions(now - 12h, now - 1h)) == 2);
  CHECK(run(store.find_session(secret(3)))->session.seen_at == now);
  CHECK_FALSE(run(store.touch_session(secret(2), now)));

  const auto other = house(store, "other");
  CHECK_FALSE(run(store.end_session(other.shop.id, used.id)));
  SUBCASE("by hand") {
    REQUIRE(run(store.end_session(here.shop.id, used.id)));
    CHECK_FALSE(run(store.find_session(secret(3))));
  }
  SUBCASE("and nobody opens one who is disabled") {
    auto gone = run(store.find_staff(here.shop.id, sam.member.id))->member;
    gone.disabled_at = now;
    REQUIRE(run(store.update_staff(gone, now)));
    CHECK_FALSE(run(store.find_session(secret(3))));
    CHECK_FALSE(run(store.open_session(secret(4), session(sam))));
    CHECK_FALSE(run(store.set_sign_in(here.shop.id, sam.member.id, secret(5), now + 15min)));
  }
}

TEST_CASE("a code of the second factor counts once, and so does a recovery code") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto sam = member(here.shop, "sam@harbour.example");
  const auto& [id, shop] = std::tie(sam.member.id, sam.member.shop);
  REQUIRE(run(store.add_staff(sam)));
  REQUIRE(run(store.set_totp(shop, id, "sealed", {secret(1), secret(2)})));
  CHECK(run(store.find_staff(shop, id))->member.has_totp);
  CHECK(run(store.take_totp_step(shop, id, 1000)));
  CHECK_FALSE(run(store.take_totp_step(shop, id, 1000)));
  CHECK_FALSE(run(store.take_totp_step(shop, id, 999)));
  CHECK(run(store.take_totp_step(shop, id, 1001)));
  CHECK(run(store.recovery_codes_left(shop, id)) == 2);
  CHECK(run(store.take_recovery_code(shop, id, secret(1))));
  CHECK_FALSE(run(store.take_recovery_code(shop, id, secret(1))));
  CHECK(run(store.recovery_codes_left(shop, id)) == 1);

  REQUIRE(run(store.set_totp(shop, id, "another", {secret(3)})));
  CHECK_FALSE(run(store.take_totp_step(shop, id, 1001)));
  CHECK_FALSE(run(store.take_recovery_code(shop, id, secret(2))));
  REQUIRE(run(store.set_totp(shop, id, "", {})));
  CHECK_FALSE(run(store.find_staff(shop, id))->member.has_totp);
  CHECK(run(store.recovery_codes_left(shop, id)) == 0);
}

TEST_CASE("an API key is kept with its scope, used, revoked and still known") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto there = house(store, "there");
  store::ApiKey till;
  till.info = {.id = fresh<orders::ApiKeyId>(),
               .shop = here.shop.id,
               .location = here.location.id,
               .name = "Till",
               .public_id = "till0001",
               .scope = orders::KeyScope::read,
               .created_at = now};
  till.hash = secret(7);
  REQUIRE(run(store.add_api_key(till)));
  CHECK(run(store.add_api_key(till)).error().reason == Reason::conflict);
  auto later = till;
  later.info.id = fresh<orders::ApiKeyId>();
  later.info.public_id = "till0002";
  later.info.created_at = now + 1h;
  REQUIRE(run(store.add_api_key(later)));
  later.info.location = there.location.id;
  CHECK(run(store.add_api_key(later)).error().field == "location");
  CHECK(run(store.find_api_key("till0001"))->hash == till.hash);

  REQUIRE(run(store.touch_api_key(here.shop.id, till.info.id, now + 1min)));
  CHECK_FALSE(run(store.touch_api_key(there.shop.id, till.info.id, now + 2min)));
  CHECK_FALSE(run(store.revoke_api_key(there.shop.id, till.info.id, now)));
  REQUIRE(run(store.revoke_api_key(here.shop.id, till.info.id, now + 2min)));
  REQUIRE(run(store.revoke_api_key(here.shop.id, till.info.id, now + 9min)));
  till.info.used_at = now + 1min;
  till.info.revoked_at = now + 2min;
  CHECK(run(store.find_api_key("till0001"))->info == till.info);
  const auto all = run(store.api_keys(here.shop.id));
  REQUIRE(all.size() == 2);
  CHECK(all[0].public_id == "till0002");
  CHECK(all[1] == till.info);
  CHECK(run(store.api_keys(there.shop.id)).empty());
}
