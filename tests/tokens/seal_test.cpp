#include "tokens/seal.hpp"
#include "known_keys.hpp"

#include <doctest/doctest.h>

using namespace tokens;

TEST_SUITE("tokens/seal") {
  const LinkPlace place{"shp_1", "ord_1", "lnk_1", "sms"};

  TEST_CASE("a sealed copy opens the same code, in its own place only") {
    const auto keys = known_keys();
    const auto code = Code::mint(keys);
    const auto sealed = seal_code(keys, code, place);
    const auto opened = open_code(keys, sealed, place);
    REQUIRE(opened);
    CHECK(opened->reveal() == code.reveal());
    CHECK(sealed.find(code.reveal()) == sealed.npos);
    CHECK(sealed != seal_code(keys, code, place));  // a fresh nonce each time

    for (auto member : {&LinkPlace::shop, &LinkPlace::order, &LinkPlace::link, &LinkPlace::channel}) {
      auto other = place;
      other.*member += '2';
      CHECK_FALSE(open_code(keys, sealed, other));
    }
    CHECK_FALSE(open_code(keys, sealed, {"shp_1ord_1", "", "lnk_1", "sms"}));
  }

  TEST_CASE("a sealed copy opens while its key is held, also after a newer one came") {
    const auto code = Code::mint(known_keys({0}));
    const auto sealed = seal_code(known_keys({0}), code, place);
    CHECK(open_code(known_keys({0, 1}), sealed, place));
    CHECK_FALSE(open_code(known_keys({1}), sealed, place));
    CHECK_FALSE(open_code(KeyRing::of({{0, Hash{}}}), sealed, place));
    CHECK(seal_code(known_keys({0, 1}), code, place)[0] == 1);  // the newest seals
  }

  TEST_CASE("a sealed copy that was cut or changed anywhere opens nothing") {
    const auto keys = known_keys();
    const auto sealed = seal_code(keys, Code::mint(keys), place);
    for (std::size_t size = 0; size < sealed.size(); ++size)
      CHECK_FALSE(open_code(keys, sealed.substr(0, size), place));
    CHECK_FALSE(open_code(keys, sealed + '\0', place));
    for (std::size_t at = 0; at < sealed.size(); ++at) {
      for (int bit = 0; bit < 8; ++bit) {
        auto flipped = sealed;
        flipped[at] = static_cast<char>(flipped[at] ^ 1 << bit);
        if (at == 0 && bit == 0) continue;  // the other id of this ring holds the same master
        CHECK_FALSE(open_code(keys, flipped, place));
      }
    }
  }

  TEST_CASE("what is sealed for one use opens for no other") {
    const auto keys = known_keys();
    const auto sealed = seal(keys, KeyUse::cache, "a page", "its name");
    CHECK(open(keys, KeyUse::cache, sealed, "its name") == "a page");
    CHECK_FALSE(open(keys, KeyUse::pii, sealed, "its name"));
    CHECK_FALSE(open(keys, KeyUse::cache, sealed, "another"));
    CHECK(open(keys, KeyUse::cache, seal(keys, KeyUse::cache, "", ""), "") == "");
  }
}
