#include "tokens/action.hpp"
#include "known_keys.hpp"
#include "tokens/base64.hpp"
#include "tokens/uuid.hpp"

#include <doctest/doctest.h>

using namespace tokens;
using namespace std::chrono_literals;

TEST_SUITE("tokens/action") {
  const orders::Instant rendered{1'767'323'045'678ms};
  const ActionPlace place{sha256(bytes("link")), "decision", std::string(64, 'a'), "epoch-1"};

  TEST_CASE("an action opens where its form stood, and says when it was rendered") {
    const auto keys = known_keys();
    const Action action{new_uuid(rendered), rendered};
    const auto text = seal_action(keys, action.operation, rendered, place);
    CHECK(text.size() == 76);
    CHECK(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
          text.npos);
    CHECK(open_action(keys, text, place) == action);
    const orders::Instant early{-1ms};
    CHECK(open_action(keys, seal_action(keys, action.operation, early, place), place)->rendered_at == early);
  }

  TEST_CASE("an action opens nowhere else") {
    const auto keys = known_keys();
    const auto text = seal_action(keys, {}, rendered, place);
    auto other_link = place;
    other_link.link_id[31] ^= 1;
    CHECK_FALSE(open_action(keys, text, other_link));
    for (const auto part : {&ActionPlace::form, &ActionPlace::subject, &ActionPlace::epoch}) {
      auto other = place;
      other.*part += '2';
      CHECK_FALSE(open_action(keys, text, other));
      (other.*part).clear();
      CHECK_FALSE(open_action(keys, text, other));
    }
  }

  TEST_CASE("the parts of a place do not run into one another") {
    const auto keys = known_keys();
    const ActionPlace one{{}, "pay", "1", "2"};
    for (const ActionPlace& other : {ActionPlace{{}, "pay1", "", "2"}, ActionPlace{{}, "pay", "12", ""},
                                     ActionPlace{{}, "pay", "", "12"}, ActionPlace{{}, "pay1:1", "", "2"}})
      CHECK_FALSE(open_action(keys, seal_action(keys, {}, rendered, one), other));
  }

  TEST_CASE("an action with any bit changed, cut or added to opens nothing") {
    const auto keys = known_keys();  // the same master under both ids: the id itself is covered too
    const auto sealed = *from_base64url(seal_action(keys, new_uuid(rendered), rendered, place));
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
      auto changed = sealed;
      changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ 1 << bit % 8);
      CHECK_FALSE(open_action(keys, base64url(bytes(changed)), place));
    }
    for (std::size_t size = 0; size < sealed.size(); ++size)
      CHECK_FALSE(open_action(keys, base64url(bytes(sealed).first(size)), place));
    CHECK_FALSE(open_action(keys, base64url(bytes(sealed + '\0')), place));
    for (const auto* text : {"", "=", "not an action", "\xff"}) CHECK_FALSE(open_action(keys, text, place));
  }

  TEST_CASE("an action opens while its key is held, also after a newer one came") {
    const auto text = seal_action(known_keys({0}), {}, rendered, place);
    CHECK(open_action(known_keys({0, 1}), text, place));
    CHECK_FALSE(open_action(known_keys({1}), text, place));
    CHECK_FALSE(open_action(KeyRing::of({{0, Hash{}}}), text, place));
  }

  TEST_CASE("a form is ripe once a person can have read it and until it is stale") {
    const Action action{{}, rendered};
    const auto at = [&](std::chrono::milliseconds age) {
      return ripeness(action, rendered + age, 2s, 120min);
    };
    CHECK(at(0ms) == Ripeness::too_soon);
    CHECK(at(1999ms) == Ripeness::too_soon);
    CHECK(at(2s) == Ripeness::ripe);
    CHECK(at(2h) == Ripeness::ripe);
    CHECK(at(2h + 1ms) == Ripeness::too_old);
    CHECK(at(-1h) == Ripeness::too_soon);
  }

  TEST_CASE("without a dwell time a clock may run five seconds behind, and no more") {
    const Action action{{}, rendered};
    CHECK(ripeness(action, rendered, 0ms, 120min) == Ripeness::ripe);
    CHECK(ripeness(action, rendered - 5s, 0ms, 120min) == Ripeness::ripe);
    CHECK(ripeness(action, rendered - 5001ms, 0ms, 120min) == Ripeness::too_soon);
  }
}
