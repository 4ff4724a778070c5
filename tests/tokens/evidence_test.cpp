#include "tokens/evidence.hpp"
#include "tokens/canonical_json.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace tokens;

TEST_SUITE("tokens/evidence") {
  const std::string zeros(64, '0');
  // é is given decomposed, and the order of keys is not the canonical one.
  const std::string approved = R"({"v":1,"type":"quote_approved","doc":{"version":3,"sha256":")" + zeros +
                               "\"},\"note\":\"cafe\u0301 \\\"ok\\\"\\n\"," +
                               R"("order":"R-1001","seq":1,"total":{"currency":"GBP","minor":12950},)" +
                               R"("ts":"2026-01-02T03:04:05.678Z"})";
  const std::string revoked =
      R"({"order":"R-1001","seq":2,"ts":"2026-01-02T03:05:00.000Z","type":"link_revoked","v":1})";

  TEST_CASE("the chain of a shop is what the format says") {
    const auto start = genesis("shop-0001");
    CHECK(hex(start) == "7a431ce5ec188845077ef8d204eac5948e0826888d9951e5771fd40736d8bbf9");

    const auto first = canonical_json(parse_strict(approved));
    CHECK(first == R"({"doc":{"sha256":")" + zeros + "\",\"version\":3},\"note\":\"caf\u00e9 " +
                       R"(\"ok\"\u000a","order":"R-1001","seq":1,"total":{"currency":"GBP","minor":12950},)" +
                       R"("ts":"2026-01-02T03:04:05.678Z","type":"quote_approved","v":1})");
    const auto one = chain(start, first);
    CHECK(hex(one) == "c60bb1c01c6ba855f2779ba7b53d6c5d0d5bd39e3bde55e841f0362879297530");

    REQUIRE(parse_canonical(revoked));
    CHECK(hex(chain(one, revoked)) == "2e98849ec9ab742ff64619d16912c1c13c58d5bfc5148c1e4ef29f11b5cfb891");
  }

  TEST_CASE("another shop, another order of events or another byte is another chain") {
    const auto start = genesis("shop-0001");
    CHECK(genesis("shop-0002") != start);
    CHECK(chain(chain(start, "a"), "b") != chain(chain(start, "b"), "a"));
    CHECK(chain(start, "a") != chain(start, "b"));
    CHECK(chain(start, "a") != chain(genesis("shop-0002"), "a"));
  }

  TEST_CASE("a commitment is what the format says, and hangs on salt and text") {
    Salt salt{};
    for (std::size_t i = 0; i < salt.size(); ++i) salt[i] = static_cast<std::uint8_t>(i);
    const std::string text = R"({"typed_name":"Ada Example"})";
    const std::string salted(salt.begin(), salt.end());
    const auto expected = [&](std::string label) { return sha256(bytes(label + '\0' + salted + text)); };
    CHECK(personal_commitment(salt, text) == expected("claimcheck/pii/v1"));
    CHECK(row_commitment(salt, text) == expected("claimcheck/row/v1"));

    auto other = salt;
    other[15] ^= 1;
    const std::set<Hash> all{personal_commitment(salt, text), personal_commitment(other, text),
                             personal_commitment(salt, text + ' '), row_commitment(salt, text),
                             row_commitment(other, text)};
    CHECK(all.size() == 5);
  }
}
