#include "tokens/code.hpp"
#include "known_keys.hpp"
#include "tokens/base32.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <cctype>
#include <ostream>
#include <random>
#include <set>

using tokens::Code;

namespace {

std::array<std::uint8_t, 17> counting() {
  std::array<std::uint8_t, 17> random;
  for (std::size_t i = 0; i < random.size(); ++i) random[i] = static_cast<std::uint8_t>(i);
  return random;
}

template <class T>
concept printable = requires(std::ostream& out, const T& value) { out << value; };

}  // namespace

TEST_SUITE("tokens/code") {
  TEST_CASE("a code and its link id are what the format says, under key 0") {
    const auto keys = known_keys();
    const auto code = Code::from_random(0, counting(), keys);
    CHECK(code.reveal() == "0000g40r40m30e209185gr38e1wn8vv");
    CHECK(tokens::hex(code.link_id()) == "619a66d2d4fbbf8b840afeb66061c3cdfb28d69c8763b8fe185e0a1f94c88644");
    CHECK(tokens::fingerprint(code.link_id()) == "619a66d2d4fbbf8b");
    CHECK(code.kid() == 0);
  }

  TEST_CASE("a code and its link id are what the format says, under key 1") {
    std::array<std::uint8_t, 17> random;
    random.fill(0xff);
    const auto code = Code::from_random(1, random, known_keys());
    CHECK(code.reveal() == "1zzzzzzzzzzzzzzzzzzzzzzzzzz0pmw");
    CHECK(tokens::hex(code.link_id()) == "804f5a4385c2b0bf863f5f7cf0d6f8218705f491ef4dcc9d8e6342f73fc9ff48");
    CHECK(code.kid() == 1);
  }

  TEST_CASE("a minted code reads back, takes the newest key and never repeats") {
    const auto keys = known_keys({0, 7, 31});
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
      const auto code = Code::mint(keys);
      CHECK(code.kid() == 31);
      CHECK(seen.insert(code.reveal()).second);
      const auto read = Code::parse(code.reveal(), keys);
      REQUIRE(read);
      CHECK(read->link_id() == code.link_id());
    }
  }

  TEST_CASE("the spelling of a code is one, however it was typed and whether its check is right") {
    const auto spelt = [](std::string_view typed) {
      const auto text = Code::spelled(typed);
      return text ? std::string(text->data(), text->size()) : std::string{};
    };
    CHECK(spelt("OOoOg40r40m30e209i85gr38eLWN8VV%2e)") == "0000g40r40m30e209185gr38e1wn8vv");
    CHECK(spelt("0000g40r40m30e209185gr38e1wn8v0") == "0000g40r40m30e209185gr38e1wn8v0");
    CHECK(spelt("0000g40r40m30e209185gr38e1wn8v").empty());
    CHECK(spelt("0000g40r40m30e209185gr38e1wn8vvx").empty());
    CHECK(spelt("").empty());
  }

  TEST_CASE("random text is no code") {
    const auto keys = known_keys();
    std::mt19937 random{20260101};
    const std::string_view any = "0123456789abcdefghjkmnpqrstvwxyzABCXYZioluU%./-_ \x01\xff";
    for (int i = 0; i < 20000; ++i) {
      std::string text(i % 3 == 0 ? random() % 60 : Code::length, '0');
      const auto letters = i % 2 == 0 ? any : tokens::base32_alphabet;
      for (char& c : text) c = letters[random() % letters.size()];
      CHECK_FALSE(Code::parse(text, keys));
    }
  }

  TEST_CASE("a code with one character changed opens nothing") {
    const auto keys = known_keys();
    const std::string good = Code::from_random(0, counting(), keys).reveal();
    for (std::size_t at = 0; at < good.size(); ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string changed = good;
        changed[at] = static_cast<char>(byte);
        const bool same = tokens::base32_value(changed[at]) == tokens::base32_value(good[at]);
        const auto read = Code::parse(changed, keys);
        CHECK_MESSAGE(read.has_value() == same, "byte ", byte, " at ", at);
        if (read) CHECK(read->reveal() == good);
      }
    }
  }

  TEST_CASE("a code that was read out and typed in opens the same link") {
    const auto keys = known_keys();
    const auto code = Code::from_random(0, counting(), keys);
    std::string upper = code.reveal(), letters = code.reveal();
    for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    int ones = 0;
    for (char& c : letters) {
      if (c == '0') c = ones % 2 == 0 ? 'o' : 'O';
      if (c == '1') c = "iIlL"[ones++ % 4];
    }
    for (const auto& typed : {upper, letters}) {
      const auto read = Code::parse(typed, keys);
      REQUIRE(read);
      CHECK(read->link_id() == code.link_id());
      CHECK(read->reveal() == code.reveal());
    }
  }

  TEST_CASE("what mail and chat programs leave behind a code is forgiven, three characters at most") {
    const auto keys = known_keys();
    const auto good = Code::from_random(0, counting(), keys).reveal();
    for (const char c : std::string(".,;:!?)]}>'\"*_~-")) CHECK_MESSAGE(Code::parse(good + c, keys), c);
    for (const auto* tail : {"", ".", ").", "*_~", "%2E", "%2e", "%29%2e%22", ".%29,", "%2A*%5f"})
      CHECK_MESSAGE(Code::parse(good + tail, keys), tail);
    for (const auto* tail : {"....", "%2e%2e%2e%2e", "...%2e", "x", ".x", "0", "/", ".0", " ", "%20", "%",
                             "%2", ".%2", "%2g", "%zz", "%41", "%252e", "%00", "%2e%"})
      CHECK_MESSAGE(!Code::parse(good + tail, keys), tail);
  }

  TEST_CASE("a percent sign inside the code is refused, whatever it stands for") {
    const auto keys = known_keys();
    const auto good = Code::from_random(0, counting(), keys).reveal();
    CHECK_FALSE(Code::parse("%30" + good.substr(1), keys));
    CHECK_FALSE(Code::parse("%30" + good.substr(3), keys));
    CHECK_FALSE(Code::parse(good.substr(0, 30) + "%76", keys));
    CHECK_FALSE(Code::parse("." + good, keys));
    CHECK_FALSE(Code::parse(good.substr(0, 30), keys));
    CHECK_FALSE(Code::parse("", keys));
  }

  TEST_CASE("a code under a key that is not held is refused") {
    const auto code = Code::from_random(5, counting(), known_keys({5}));
    CHECK(Code::parse(code.reveal(), known_keys({0, 5})));
    CHECK_FALSE(Code::parse(code.reveal(), known_keys({0, 1})));
    const auto other = tokens::KeyRing::of({{5, tokens::Hash{}}});
    CHECK_FALSE(Code::parse(code.reveal(), other));
  }

  TEST_CASE("a code cannot be printed, formatted or turned into a string by accident") {
    CHECK_FALSE(printable<Code>);
    CHECK_FALSE(fmt::is_formattable<Code>::value);
    CHECK_FALSE(std::is_convertible_v<Code, std::string>);
    CHECK_FALSE(std::is_convertible_v<Code, std::string_view>);
    CHECK(printable<std::string>);  // the question itself works
    CHECK(fmt::is_formattable<std::string>::value);
  }
}
