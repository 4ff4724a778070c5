// What every store promises of answers kept for repeated calls; included behind contract.hpp.

#include "tests/store/people.hpp"

TEST_CASE("a call with a key is answered once, and again from what was kept") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store).shop.id;
  const auto there = house(store, "there").shop.id;
  using enum store::Answers::Standing;
  const auto claim = [&](orders::ShopId shop, std::string caller, std::uint8_t body, auto when) {
    return run(store.claim_answer(shop, std::move(caller), "key-1", secret(body), when, when - 1min));
  };
  const store::KeptAnswer answer{201, R"({"number":"R-1001"})", "\"1\"", test::fresh<orders::LinkUid>()};
  CHECK(claim(here, "till", 1, now).standing == fresh);
  CHECK(claim(here, "till", 1, now + 1s).standing == in_progress);
  CHECK(claim(here, "till", 2, now + 1s).standing == other_body);
  CHECK(claim(here, "web", 1, now).standing == fresh);
  CHECK(claim(there, "till", 1, now).standing == fresh);

  SUBCASE("answered") {
    REQUIRE(run(store.keep_answer(here, "till", "key-1", answer)));
    CHECK_FALSE(run(store.keep_answer(here, "till", "key-1", {})));
    CHECK_FALSE(run(store.free_answer(here, "till", "key-1")));
    const auto again = claim(here, "till", 1, now + 23h);
    CHECK(again.standing == answered);
    CHECK(again.answer.status == 201);
    CHECK(again.answer.body == answer.body);
    CHECK(again.answer.etag == answer.etag);
    CHECK(again.answer.link == answer.link);
    CHECK(claim(here, "till", 2, now + 23h).standing == other_body);
  }
  SUBCASE("freed, since the call came to nothing") {
    REQUIRE(run(store.free_answer(here, "till", "key-1")));
    CHECK(claim(here, "till", 2, now + 2s).standing == fresh);
  }
  SUBCASE("given up: who claimed it died") {
    CHECK(claim(here, "till", 2, now + 2min).standing == fresh);
    CHECK(claim(here, "till", 2, now + 2min).standing == in_progress);
  }
  SUBCASE("a day later they are forgotten") {
    REQUIRE(run(store.keep_answer(here, "till", "key-1", answer)));
    CHECK(run(store.drop_answers(now)) == 0);
    CHECK(run(store.drop_answers(now + 1s)) == 3);
    CHECK(claim(here, "till", 2, now + 24h).standing == fresh);
  }
}
