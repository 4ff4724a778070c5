#include "tokens/hash.hpp"
#include "tokens/base32.hpp"

#include <doctest/doctest.h>

#include <set>
#include <thread>

using namespace tokens;

TEST_SUITE("tokens/hash") {
  TEST_CASE("SHA-256 gives the published answers, from any thread") {
    const auto check = [] {
      return hex(sha256(bytes(""))) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" &&
             hex(sha256(bytes("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    };
    CHECK(check());
    bool elsewhere = false;
    std::thread{[&] { elsewhere = check(); }}.join();
    CHECK(elsewhere);
  }

  TEST_CASE("HMAC-SHA-256 gives the answers of RFC 4231, with short and long keys") {
    CHECK(hex(hmac_sha256(bytes("Jefe"), bytes("what do ya want for nothing?"))) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    const std::string long_key(131, '\xaa');
    CHECK(
        hex(hmac_sha256(bytes(long_key), bytes("Test Using Larger Than Block-Size Key - Hash Key First"))) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  }

  TEST_CASE("HMAC-SHA-256 tells keys apart whichever came before, also from several threads") {
    const auto check = [] {
      bool right = true;
      for (int i = 0; i < 50; ++i) {
        right &= hex(hmac_sha256(bytes("Jefe"), bytes("what do ya want for nothing?"))) ==
                 "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        right &=
            hex(hmac_sha256({}, {})) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad";
        if (i % 3 == 0) right &= hmac_sha256(bytes("Jeff"), {}) != hmac_sha256(bytes("Jefe"), {});
      }
      return right;
    };
    bool elsewhere = false;
    std::thread other{[&] { elsewhere = check(); }};
    CHECK(check());
    other.join();
    CHECK(elsewhere);
  }

  TEST_CASE("SipHash-2-4-128 gives the answers of its reference") {
    std::array<std::uint8_t, 16> key;
    for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::uint8_t>(i);
    CHECK(hex(siphash(key, {})) == "a3817f04ba25a8e66df67214c7550293");
    CHECK(hex(siphash(key, bytes(std::string_view("\0", 1)))) == "da87c1d86b99af44347659119b22fc45");
  }

  TEST_CASE("hexadecimal reads back, and nothing else is read") {
    CHECK(hex(bytes("\x01\xab")) == "01ab");
    CHECK(from_hex("01aB") == std::string("\x01\xab"));
    CHECK(from_hex("") == std::string());
    for (const auto* bad : {"0", "0g", "01 2", "0x01", "01\n", " 01"}) CHECK_MESSAGE(!from_hex(bad), bad);
  }

  TEST_CASE("texts are equal only when all of both is") {
    CHECK(equal_constant_time(bytes("abc"), bytes("abc")));
    CHECK(equal_constant_time(bytes(""), bytes("")));
    CHECK_FALSE(equal_constant_time(bytes("abc"), bytes("abd")));
    CHECK_FALSE(equal_constant_time(bytes("abc"), bytes("ab")));
  }

  TEST_CASE("random bytes differ each time") {
    std::set<Hash> seen;
    for (int i = 0; i < 100; ++i) {
      Hash random{};
      random_bytes(random);
      CHECK(seen.insert(random).second);
    }
  }

  TEST_CASE("base 32 takes the top bits first") {
    std::string text(8, ' ');
    base32_encode(bytes(std::string_view("\x00\x44\x32\x14\xc7", 5)), text);
    CHECK(text == "01234567");
    base32_encode(bytes("\xff\xff\xff\xff\xff"), text);
    CHECK(text == "zzzzzzzz");
    text.resize(1);
    base32_encode(bytes("\x08"), text);
    CHECK(text == "1");
    CHECK(is_base32(random_base32(26), 26));
    CHECK_FALSE(is_base32("0123456789ABC", 13));
  }
}
