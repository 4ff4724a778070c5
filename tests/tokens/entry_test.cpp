#include "tokens/entry.hpp"
#include "tests/tokens/known_keys.hpp"

#include <doctest/doctest.h>

using namespace tokens;
using namespace std::chrono_literals;

TEST_SUITE("tokens/entry") {
  const orders::Instant now{std::chrono::milliseconds{1'795'000'000'000}};
  const EntryPlace place{sha256(bytes("a link")), "login", "epoch"};

  TEST_CASE("a proof of entry counts until its time is over, and for its own link alone") {
    const auto proof = seal_entry(known_keys(), now + 12h, place);
    CHECK(is_entry(known_keys(), proof, place, now));
    CHECK(is_entry(known_keys(), proof, place, now + 12h - 1ms));
    CHECK_FALSE(is_entry(known_keys(), proof, place, now + 12h));
    CHECK_FALSE(is_entry(known_keys(), proof, {sha256(bytes("another")), "login", "epoch"}, now));
    CHECK_FALSE(is_entry(known_keys(), proof, {place.link_id, "recheck", "epoch"}, now));
    CHECK_FALSE(is_entry(known_keys(), proof, {place.link_id, "login", "restored"}, now));
  }

  TEST_CASE("what was made up or changed is no proof of entry") {
    auto proof = seal_entry(known_keys(), now + 12h, place);
    proof[40] = proof[40] == 'A' ? 'B' : 'A';
    for (const auto& text : {std::string{}, std::string{"x"}, proof})
      CHECK_FALSE(is_entry(known_keys(), text, place, now));
  }
}
