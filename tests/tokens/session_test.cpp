#include "tokens/session.hpp"

#include "tests/tokens/known_keys.hpp"
#include "tokens/known_device.hpp"

#include <doctest/doctest.h>

using namespace tokens;

TEST_SUITE("tokens/session") {
  TEST_CASE("a session's secret is known by its hash and says how its holder came in") {
    for (const auto by : {Entrance::password, Entrance::link}) {
      const auto minted = mint_session(by);
      CHECK(minted.text.size() == 27);
      const auto read = parse_session(minted.text);
      REQUIRE(read);
      CHECK(read->hash == minted.hash);
      CHECK(read->by == by);
    }
    CHECK(mint_session(Entrance::link).text != mint_session(Entrance::link).text);
  }

  TEST_CASE("who changes how they came in has another secret") {
    auto text = mint_session(Entrance::password).text;
    const auto hash = parse_session(text)->hash;
    text[0] = 'k';
    CHECK(parse_session(text)->hash != hash);
  }

  TEST_CASE("what is no session's secret is refused") {
    const auto good = mint_session(Entrance::password).text;
    for (const std::string& bad : {std::string(), good.substr(1), good + "0", "x" + good.substr(1),
                                   good.substr(0, 26) + "u", good.substr(0, 26) + " "})
      CHECK_MESSAGE(!parse_session(bad), bad);
  }

  TEST_CASE("a form's token belongs to one session and outlives a new key") {
    const auto mine = mint_session(Entrance::password).hash, other = mint_session(Entrance::password).hash;
    const auto before = known_keys({0}), after = known_keys({0, 1});
    const auto token = csrf_token(before, mine);
    CHECK(is_csrf_token(before, token, mine));
    CHECK(is_csrf_token(after, token, mine));
    CHECK_FALSE(is_csrf_token(before, token, other));
    for (const std::string& bad : {std::string(), token + "A", token.substr(1), "A" + token.substr(1)})
      CHECK_MESSAGE((bad == token || !is_csrf_token(before, bad, mine)), bad);
  }
}

TEST_SUITE("tokens/known_device") {
  const orders::StaffId ann{{1}}, bo{{2}};

  TEST_CASE("a browser is known to those who signed in with it, and to nobody else") {
    const auto keys = known_keys();
    const auto first = known_device(keys, "", ann);
    const auto id = device_of(keys, first, ann);
    REQUIRE(id);
    CHECK_FALSE(device_of(keys, first, bo));
    const auto both = known_device(keys, first, bo);
    CHECK(device_of(keys, both, ann) == id);
    CHECK(device_of(keys, both, bo) == id);
    CHECK(known_device(keys, both, bo) == both);
  }

  TEST_CASE("a browser remembers the last eight people") {
    const auto keys = known_keys();
    std::string cookie;
    for (std::uint8_t i = 1; i <= 9; ++i) cookie = known_device(keys, cookie, {{i}});
    CHECK_FALSE(device_of(keys, cookie, {{1}}));
    for (std::uint8_t i = 2; i <= 9; ++i) CHECK(device_of(keys, cookie, {{i}}));
    CHECK(cookie.size() < 250);
  }

  TEST_CASE("a cookie that was made up or changed knows nobody") {
    const auto keys = known_keys();
    auto cookie = known_device(keys, "", ann);
    cookie[30] = cookie[30] == 'A' ? 'B' : 'A';
    CHECK_FALSE(device_of(keys, cookie, ann));
    for (const std::string& bad :
         {std::string(), std::string("AAAA"), std::string(64, 'A'), std::string(4000, 'A')})
      CHECK_FALSE(device_of(keys, bad, ann));
    CHECK(device_of(keys, known_device(keys, "not a cookie", ann), ann));
  }
}
