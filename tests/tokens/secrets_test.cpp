#include "tokens/api_key.hpp"
#include "tokens/password.hpp"
#include "tokens/uuid.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace tokens;

TEST_SUITE("tokens/api_key") {
  TEST_CASE("a minted API key is recognised and its id names it") {
    const auto key = mint_api_key();
    CHECK(key.text.size() == 49);
    CHECK(key.text.starts_with("cc_live_" + key.public_id + "_"));
    const auto read = parse_api_key(key.text);
    REQUIRE(read);
    CHECK(read->public_id == key.public_id);
    CHECK(read->hash == key.hash);
    CHECK(mint_api_key().text != key.text);
  }

  TEST_CASE("an API key of another shape is refused, and another key has another hash") {
    const std::string good = "cc_live_01234567_" + std::string(32, 'a');
    REQUIRE(parse_api_key(good));
    CHECK(parse_api_key(good.substr(0, 48) + "b")->hash != parse_api_key(good)->hash);
    for (const std::string& bad : {std::string(), good + "a", good.substr(0, 48), good.substr(0, 48) + "A",
                                   "cc_test_" + good.substr(8), "cc_live_0123456_" + std::string(33, 'a'),
                                   "cc_live_0123456u_" + std::string(32, 'a'), " " + good})
      CHECK_MESSAGE(!parse_api_key(bad), bad);
  }

  TEST_CASE("a one-time token is kept as its hash only") {
    const auto token = mint_one_time_token();
    CHECK(token.text.size() == 26);
    CHECK(hash_one_time_token(token.text) == token.hash);
    CHECK_FALSE(hash_one_time_token(token.text + "0"));
    CHECK_FALSE(hash_one_time_token(std::string(26, 'u')));
  }
}

TEST_SUITE("tokens/uuid") {
  TEST_CASE("a UUID carries its millisecond, version and variant, and never repeats") {
    const orders::Instant now{std::chrono::milliseconds{0x0123456789ab}};
    std::set<orders::Uuid> seen;
    for (int i = 0; i < 1000; ++i) {
      const auto uuid = new_uuid(now);
      CHECK(hex(Bytes{uuid}.first(6)) == "0123456789ab");
      CHECK((uuid[6] >> 4) == 7);
      CHECK((uuid[8] >> 6) == 2);
      CHECK(seen.insert(uuid).second);
    }
    CHECK(new_uuid(now) < new_uuid(now + std::chrono::milliseconds{1}));
  }
}

TEST_SUITE("tokens/password") {
  TEST_CASE("a password is known again, and no other is") {
    const auto hash = hash_password("correct horse");
    CHECK(hash.starts_with("$argon2id$"));
    CHECK(verify_password(hash, "correct horse"));
    CHECK_FALSE(verify_password(hash, "correct horsf"));
    CHECK_FALSE(verify_password(hash, ""));
    CHECK_FALSE(verify_password("", "correct horse"));
    CHECK(hash_password("correct horse") != hash);  // salted
  }

  TEST_CASE("a hash made at another cost asks to be made anew") {
    CHECK_FALSE(needs_rehash(hash_password("x")));
    CHECK(needs_rehash(
        "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
    CHECK(needs_rehash("not a hash"));
  }
}
