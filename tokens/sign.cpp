#include "tokens/sign.hpp"

#include "tokens/base64.hpp"
#include "tokens/sodium.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <string_view>

namespace tokens {
namespace {

constexpr std::array<std::string_view, 4> labels{"claimcheck/sig/v1", "claimcheck/checkpoint/v1",
                                                 "claimcheck/certificate/v1", "claimcheck/receipt/v1"};

std::string message(Statement statement, const Hash& hash) {
  std::string text{labels[static_cast<std::size_t>(statement)]};
  text += '\0';
  text.append(hash.begin(), hash.end());
  return text;
}

}  // namespace

Signer::Signer(const KeyRing& keys) : Signer(keys, keys.newest()) {}

Signer::Signer(const KeyRing& keys, int kid) : kid_(kid) {
  sodium_ready();
  crypto_sign_ed25519_seed_keypair(public_key_.data(), secret_key_.data(),
                                   keys.sub_key(kid, KeyUse::seal_ed25519).data());
}

SignatureBytes Signer::sign(Statement statement, const Hash& hash) const {
  const auto text = message(statement, hash);
  SignatureBytes signature;
  crypto_sign_ed25519_detached(signature.data(), nullptr, bytes(text).data(), text.size(),
                               secret_key_.data());
  return signature;
}

SignatureBytes sign(const KeyRing& keys, int kid, Statement statement, const Hash& hash) {
  return Signer(keys, kid).sign(statement, hash);
}

PublicKey public_key(const KeyRing& keys, int kid) { return Signer(keys, kid).public_key(); }

bool verify_signature(const PublicKey& key, Statement statement, const Hash& hash,
                      const SignatureBytes& signature) {
  sodium_ready();
  const auto text = message(statement, hash);
  return crypto_sign_ed25519_verify_detached(signature.data(), bytes(text).data(), text.size(), key.data()) ==
         0;
}

std::string public_keys_json(const KeyRing& keys) {
  boost::json::array list;
  for (const int kid : keys.kids())
    list.push_back(boost::json::object{
        {"kid", kid}, {"alg", "Ed25519"}, {"public_key", base64url(public_key(keys, kid))}});
  return boost::json::serialize(boost::json::object{{"keys", std::move(list)}});
}

}  // namespace tokens
