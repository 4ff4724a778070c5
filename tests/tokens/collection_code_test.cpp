#include "tokens/collection_code.hpp"
#include "known_keys.hpp"
#include "tokens/base32.hpp"
#include "tokens/uuid.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace tokens;

TEST_SUITE("tokens/collection_code") {
  const orders::OrderId order{{1}};
  const orders::Uuid ready{2};

  TEST_CASE("a collection code is short, upper case and the same each time") {
    const auto code = collection_code(known_keys(), 0, order, ready);
    CHECK(code == "M81P-BRGY");
    CHECK(is_collection_code(known_keys(), code, order, ready));
  }

  TEST_CASE("another order, another time it became ready and another key make another code") {
    const auto keys = KeyRing::of({{0, Hash{}}, {1, Hash{1}}});
    const auto code = collection_code(keys, 0, order, ready);
    CHECK_FALSE(is_collection_code(keys, code, {{2}}, ready));
    CHECK_FALSE(is_collection_code(keys, code, order, {1}));
    CHECK_FALSE(is_collection_code(KeyRing::of({{0, Hash{1}}}), code, order, ready));
    CHECK(collection_code(keys, 1, order, ready) != code);
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) seen.insert(collection_code(keys, 0, order, new_uuid({})));
    CHECK(seen.size() == 1000);
  }

  TEST_CASE("a code shown before a key was added is known afterwards") {
    const auto before = KeyRing::of({{0, Hash{}}}), after = KeyRing::of({{0, Hash{}}, {1, Hash{1}}});
    CHECK(is_collection_code(after, collection_code(before, 0, order, ready), order, ready));
    CHECK(is_collection_code(after, collection_code(after, 1, order, ready), order, ready));
    CHECK_FALSE(is_collection_code(before, collection_code(after, 1, order, ready), order, ready));
  }

  TEST_CASE("a code that was read out and typed in is known, another is not") {
    const auto keys = known_keys();
    // One that holds both figures which are mistaken for letters.
    orders::Uuid event{};
    std::string code;
    do {
      ++event[0];
      code = collection_code(keys, 0, order, event);
    } while (code.find('0') == code.npos || code.find('1') == code.npos);

    const auto typed = [&](char from, char to) {
      auto text = code;
      for (char& c : text)
        if (c == from) c = to;
      return is_collection_code(keys, text, order, event);
    };
    CHECK(typed('0', 'o'));
    CHECK(typed('0', 'O'));
    for (const char c : {'i', 'I', 'l', 'L'}) CHECK(typed('1', c));
    CHECK(typed('-', ' '));
    CHECK(is_collection_code(keys, "  " + code + " - ", order, event));
    for (std::size_t at = 0; at < code.size(); ++at) {
      if (code[at] == '-') continue;
      auto other = code;
      other[at] = base32_alphabet[static_cast<std::size_t>(base32_value(code[at]) ^ 1)];
      CHECK_FALSE(is_collection_code(keys, other, order, event));
    }
    for (const std::string& bad : {std::string(), code + "0", code.substr(1), code + "!", "UUUU-UUUU" + code})
      CHECK_FALSE(is_collection_code(keys, bad, order, event));
  }
}
