#include "tokens/unsubscribe.hpp"
#include "known_keys.hpp"

#include <doctest/doctest.h>

using namespace tokens;

TEST_SUITE("tokens/unsubscribe") {
  const Unsubscribe what{{{1}}, {{2}}, orders::Route::sms, "ana@customers.example"};

  TEST_CASE("the address at the end of a message says which shop, order and route, and holds no contact") {
    const auto text = seal_unsubscribe(known_keys(), what);
    CHECK(text.size() < 120);
    CHECK(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
          text.npos);
    const auto opened = open_unsubscribe(known_keys(), text);
    REQUIRE(opened);
    CHECK(opened->shop == what.shop);
    CHECK(opened->order == what.order);
    CHECK(opened->route == orders::Route::sms);
    CHECK(opened->is_contact("ana@customers.example"));
    CHECK_FALSE(opened->is_contact("corrected@customers.example"));
  }

  TEST_CASE("an address that was changed, cut or sealed elsewhere opens nothing") {
    auto text = seal_unsubscribe(known_keys(), what);
    CHECK_FALSE(open_unsubscribe(KeyRing::of({{0, Hash{9}}}), text));
    CHECK_FALSE(open_unsubscribe(known_keys(), text.substr(1)));
    CHECK_FALSE(open_unsubscribe(known_keys(), ""));
    text[40] = text[40] == 'A' ? 'B' : 'A';
    CHECK_FALSE(open_unsubscribe(known_keys(), text));
  }
}
