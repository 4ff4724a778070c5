#include "tokens/totp.hpp"

#include "tokens/recovery_code.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace tokens;

namespace {

orders::Instant at(std::int64_t seconds) { return orders::Instant{std::chrono::seconds{seconds}}; }

const std::string rfc_secret = "12345678901234567890";  // RFC 6238 appendix B

}  // namespace

TEST_SUITE("tokens/totp") {
  TEST_CASE("the codes are those of RFC 6238, by their last six digits") {
    struct Vector {
      std::int64_t seconds;
      const char* code;
      std::int64_t step;
    };
    for (const auto& [seconds, code, step] :
         {Vector{59, "287082", 0x1}, Vector{1111111109, "081804", 0x23523EC},
          Vector{1111111111, "050471", 0x23523ED}, Vector{1234567890, "005924", 0x273EF07},
          Vector{2000000000, "279037", 0x3F940AA}, Vector{20000000000, "353130", 0x27BC86AA}}) {
      CHECK(totp_step(rfc_secret, code, at(seconds)) == step);
    }
  }

  TEST_CASE("a code counts one step early and one late, and no further") {
    for (const auto seconds : {30, 59, 60, 89, 0, 29})
      CHECK(totp_step(rfc_secret, "287082", at(seconds)) == 1);
    CHECK_FALSE(totp_step(rfc_secret, "287082", at(90)));
  }

  TEST_CASE("what is no code is none, and neither is another secret's") {
    for (const char* bad : {"", "28708", "2870820", "287083", "28708a", "287 082"})
      CHECK_MESSAGE(!totp_step(rfc_secret, bad, at(59)), bad);
    CHECK_FALSE(totp_step(mint_totp_secret(), "287082", at(59)));
  }

  TEST_CASE("an authenticator app reads the secret from an address with both names in it") {
    CHECK(totp_text(rfc_secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    CHECK(totp_uri(rfc_secret, "O'Brien & Söhne", "ann@harbour.example") ==
          "otpauth://totp/O%27Brien%20%26%20S%C3%B6hne:ann%40harbour.example"
          "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=O%27Brien%20%26%20S%C3%B6hne");
    CHECK(mint_totp_secret().size() == 20);
    CHECK(mint_totp_secret() != mint_totp_secret());
  }
}

TEST_SUITE("tokens/recovery_code") {
  TEST_CASE("ten different codes are made, and each is known however it is typed") {
    std::set<std::string> texts;
    for (const auto& code : mint_recovery_codes()) {
      CHECK(code.text.size() == 19);
      CHECK(texts.insert(code.text).second);
      auto typed = code.text;
      for (auto& c : typed) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
        if (c == '-') c = ' ';
        if (c == '0') c = 'O';
      }
      CHECK(hash_recovery_code(typed) == code.hash);
    }
    CHECK(texts.size() == 10);
  }

  TEST_CASE("what is no recovery code is none") {
    const auto good = mint_recovery_codes().front();
    for (const std::string& bad : {std::string(), good.text.substr(1), good.text + "0", std::string(16, 'u'),
                                   std::string("123456"), std::string(5000, '0')})
      CHECK_FALSE(hash_recovery_code(bad));
    auto other = good.text;
    other[0] = other[0] == '1' ? '2' : '1';
    CHECK(hash_recovery_code(other) != good.hash);
  }
}
