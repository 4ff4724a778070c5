#pragma once

#include "tokens/hash.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tokens {

// The key file is missing, readable by others, or not what it should be. The message names the file and the
// fault and never a key.
struct KeyFileError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What a sub-key is for; the label is `claimcheck/<name>/v1`.
enum class KeyUse { check, seal, cache, form, otp, pii, seal_ed25519 };

// The keys of an installation by key id (0 to 31): the sub-keys drawn from each master, HMAC-SHA-256(master,
// label 01). The key file is text, `claimcheck-keys 1` and then a line `<kid> <64 hex>` for each. Losing it
// kills every link.
class KeyRing {
 public:
  static constexpr int max_keys = 32;

  // Throws KeyFileError when the file is missing, not a regular file of mode 0600, or malformed.
  static KeyRing load(const std::filesystem::path& file);
  // A new file with one fresh key, id 0, mode 0600, written whole or not at all. Throws KeyFileError when it
  // exists.
  static void create(const std::filesystem::path& file);
  // Adds a fresh key under the next id, which new links take from then on; the file is replaced atomically.
  static int add(const std::filesystem::path& file);
  // For tests and known answers. The ids must be 0 to 31.
  static KeyRing of(std::map<int, Hash> masters);

  int newest() const;  // the highest id; the ring must not be empty
  bool has(int kid) const;
  std::vector<int> kids() const;                   // ascending
  const Hash& sub_key(int kid, KeyUse use) const;  // kid must be held
  // SHA-256 over all masters, to tell two rings apart.
  const Hash& master_fingerprint() const { return fingerprint_; }

 private:
  std::map<int, std::array<Hash, 7>> sub_keys_;  // by key id, then by use
  Hash fingerprint_{};
};

}  // namespace tokens
