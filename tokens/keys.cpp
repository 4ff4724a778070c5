#include "tokens/keys.hpp"

#include "tokens/key_file.hpp"

#include <stdexcept>

namespace tokens {
namespace {

constexpr std::array<std::string_view, 7> names{"check", "seal", "cache",       "form",
                                                "otp",   "pii",  "seal-ed25519"};

Hash draw(const Hash& master, std::string_view name) {
  return hmac_sha256(master, bytes("claimcheck/" + std::string(name) + "/v1\x01"));
}

}  // namespace

KeyRing KeyRing::load(const std::filesystem::path& file) { return of(read_key_file(file)); }

void KeyRing::create(const std::filesystem::path& file) { create_key_file(file); }

int KeyRing::add(const std::filesystem::path& file) { return add_to_key_file(file); }

KeyRing KeyRing::of(std::map<int, Hash> masters) {
  KeyRing ring;
  std::string all = "claimcheck/ring/v1";
  for (const auto& [kid, master] : masters) {
    if (kid < 0 || kid >= max_keys) throw std::invalid_argument("a key id is 0 to 31");
    auto& drawn = ring.sub_keys_[kid];
    for (std::size_t use = 0; use < names.size(); ++use) drawn[use] = draw(master, names[use]);
    all += static_cast<char>(kid);
    all.append(reinterpret_cast<const char*>(master.data()), master.size());
  }
  ring.fingerprint_ = sha256(bytes(all));
  return ring;
}

int KeyRing::newest() const {
  if (sub_keys_.empty()) throw std::logic_error("the key ring is empty");
  return sub_keys_.rbegin()->first;
}

bool KeyRing::has(int kid) const { return sub_keys_.contains(kid); }

std::vector<int> KeyRing::kids() const {
  std::vector<int> held;
  for (const auto& entry : sub_keys_) held.push_back(entry.first);
  return held;
}

const Hash& KeyRing::sub_key(int kid, KeyUse use) const {
  return sub_keys_.at(kid)[static_cast<std::size_t>(use)];
}

}  // namespace tokens
