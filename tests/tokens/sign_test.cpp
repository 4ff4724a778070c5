#include "tokens/sign.hpp"
#include "known_keys.hpp"
#include "tokens/base64.hpp"

#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <boost/json.hpp>

#include <memory>

using namespace tokens;

namespace {

constexpr std::array statements{Statement::event, Statement::checkpoint, Statement::certificate,
                                Statement::receipt};

// A second opinion: OpenSSL's Ed25519 over the message as the format words it.
bool openssl_verifies(const PublicKey& key, const std::string& message, const SignatureBytes& signature) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> read{
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()), EVP_PKEY_free};
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
  REQUIRE(EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, read.get()) == 1);
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes(message).data(),
                          message.size()) == 1;
}

}  // namespace

TEST_SUITE("tokens/sign") {
  const Hash hash = sha256(bytes("an event"));

  TEST_CASE("a signature verifies for its own statement, hash and key alone") {
    const auto keys = KeyRing::of({{0, Hash{}}, {1, Hash{1}}});
    for (const auto made : statements) {
      const auto signature = sign(keys, 0, made, hash);
      for (const auto read : statements)
        CHECK(verify_signature(public_key(keys, 0), read, hash, signature) == (read == made));
      CHECK_FALSE(verify_signature(public_key(keys, 1), made, hash, signature));
      CHECK_FALSE(verify_signature(public_key(keys, 0), made, sha256(bytes("another")), signature));
    }
  }

  TEST_CASE("a signature with any bit changed verifies nothing") {
    const Signer signer{known_keys()};
    const auto signature = signer.sign(Statement::event, hash);
    for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
      auto changed = signature;
      changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ 1 << bit % 8);
      CHECK_FALSE(verify_signature(signer.public_key(), Statement::event, hash, changed));
    }
  }

  TEST_CASE("what is signed is the label, a zero and the hash, as another library reads it") {
    const Signer signer{known_keys()};
    const std::string tail = '\0' + std::string(hash.begin(), hash.end());
    const std::array<std::string, 4> labels{"claimcheck/sig/v1", "claimcheck/checkpoint/v1",
                                            "claimcheck/certificate/v1", "claimcheck/receipt/v1"};
    for (std::size_t i = 0; i < labels.size(); ++i)
      CHECK(openssl_verifies(signer.public_key(), labels[i] + tail, signer.sign(statements[i], hash)));
    CHECK_FALSE(openssl_verifies(signer.public_key(), labels[1] + tail, signer.sign(statements[0], hash)));
  }

  TEST_CASE("the newest key signs, and the same key signs the same tomorrow") {
    const auto keys = KeyRing::of({{0, Hash{}}, {7, Hash{7}}});
    const Signer signer{keys};
    CHECK(signer.kid() == 7);
    CHECK(signer.public_key() == public_key(keys, 7));
    CHECK(signer.sign(Statement::event, hash) == sign(keys, 7, Statement::event, hash));
    CHECK_THROWS_AS(Signer(keys, 1), std::out_of_range);
  }

  TEST_CASE("all public keys are told, and nothing that signs") {
    const auto keys = KeyRing::of({{3, Hash{}}, {0, Hash{1}}});
    const auto told = boost::json::parse(public_keys_json(keys)).at("keys").as_array();
    REQUIRE(told.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
      const int kid = i == 0 ? 0 : 3;
      CHECK(told[i].as_object().size() == 3);
      CHECK(told[i].at("kid") == kid);
      CHECK(told[i].at("alg") == "Ed25519");
      const auto key = public_key(keys, kid);
      CHECK(from_base64url(told[i].at("public_key").as_string()) == std::string(key.begin(), key.end()));
    }
  }

  TEST_CASE("base 64 for URLs reads back, and nothing else is read") {
    CHECK(base64url(bytes("\xfb\xff\xfe")) == "-__-");
    CHECK(base64url(bytes("a")) == "YQ");
    CHECK(base64url({}).empty());
    for (const std::string text : {"", "a", "ab", "abc", "abcd"})
      CHECK(from_base64url(base64url(bytes(text))) == text);
    for (const auto* bad : {"Y", "YR", "YQ==", "+__+", "Y Q", "YQ\n", "é"})
      CHECK_MESSAGE(!from_base64url(bad), bad);
  }
}
