#include "tokens/entry_code.hpp"
#include "known_keys.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace tokens;
using namespace std::chrono_literals;

TEST_SUITE("tokens/entry_code") {
  const orders::OrderId order{{1}};
  const orders::Instant now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 14h + 5min};

  TEST_CASE("an entry code is six digits and good for ten minutes and what is left of the next ten") {
    const auto code = entry_code(known_keys(), order, now);
    CHECK(code.size() == 6);
    CHECK(code.find_first_not_of("0123456789") == code.npos);
    CHECK(is_entry_code(known_keys(), code, order, now));
    CHECK(is_entry_code(known_keys(), code, order, now + 10min));
    CHECK_FALSE(is_entry_code(known_keys(), code, order, now + 16min));
    CHECK_FALSE(is_entry_code(known_keys(), code, order, now - 10min));
  }

  TEST_CASE("it opens no other order, and under no other key") {
    const auto code = entry_code(known_keys(), order, now);
    CHECK_FALSE(is_entry_code(known_keys(), code, {{2}}, now));
    CHECK_FALSE(is_entry_code(KeyRing::of({{0, Hash{9}}}), code, order, now));
    CHECK_FALSE(is_entry_code(known_keys(), "", order, now));
  }

  TEST_CASE("it may be typed in groups, and outlives a key that was added") {
    const auto older = KeyRing::of({{0, Hash{1}}}), newer = KeyRing::of({{0, Hash{1}}, {1, Hash{2}}});
    auto code = entry_code(older, order, now);
    CHECK(is_entry_code(newer, code.insert(3, " "), order, now));
  }

  TEST_CASE("codes of different times differ") {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) seen.insert(entry_code(known_keys(), order, now + i * 10min));
    CHECK(seen.size() > 95);
  }
}
