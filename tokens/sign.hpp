#pragma once

#include "tokens/keys.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace tokens {

using SignatureBytes = std::array<std::uint8_t, 64>;
using PublicKey = std::array<std::uint8_t, 32>;

// What a signature says of a hash, each under a label of its own so that none passes for another.
enum class Statement { event, checkpoint, certificate, receipt };

// Signs for the installation: Ed25519 (RFC 8032, libsodium) over label, 00 and the hash, with the seed that
// the key ring draws for KeyUse::seal_ed25519. Holds the expanded key, whose derivation costs as much as a
// signature does. Safe to share between threads.
class Signer {
 public:
  explicit Signer(const KeyRing& keys);  // under the newest key
  Signer(const KeyRing& keys, int kid);  // kid must be held
  int kid() const { return kid_; }
  const PublicKey& public_key() const { return public_key_; }
  SignatureBytes sign(Statement statement, const Hash& hash) const;

 private:
  int kid_;
  PublicKey public_key_;
  std::array<std::uint8_t, 64> secret_key_;
};

// The same for once; kid must be held.
SignatureBytes sign(const KeyRing& keys, int kid, Statement statement, const Hash& hash);
PublicKey public_key(const KeyRing& keys, int kid);

bool verify_signature(const PublicKey& key, Statement statement, const Hash& hash,
                      const SignatureBytes& signature);

// What an outsider needs to verify, as the file /.well-known/claimcheck-seal.json:
// {"keys":[{"kid":0,"alg":"Ed25519","public_key":"<base64url>"}]}, all keys that the ring holds.
std::string public_keys_json(const KeyRing& keys);

}  // namespace tokens
