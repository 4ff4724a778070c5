#pragma once

#include "store/open.hpp"
#include "store/sqlite_query.hpp"
#include "tokens/sign.hpp"

#include <limits>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace store {

// What is wrong with a shop's evidence, by the entry that shows it, so that the first bad one can be named
// first.
struct EvidenceFault {
  std::int64_t seq = std::numeric_limits<std::int64_t>::max();  // this: no entry shows it
  std::string matter = {};
  std::optional<orders::OrderId> order = {};
};

using SealKeys = std::map<int, tokens::PublicKey>;

// A shop's chain as it was found, for those who hold other rows against it.
struct Chain {
  orders::ShopId shop{};
  std::int64_t first = 0, last = 0;  // numbers; 0: there is no entry
  orders::Instant since{};           // of the first entry
  std::array<std::uint8_t, 32> head{};
  std::vector<EvidenceFault> faults = {};
  std::vector<std::string> remarks = {};
};

// What an entry says by itself and behind the one before it: numbers without a gap, a canonical body that
// agrees with the row's other columns, the hash, a known key, and what its commitments cover. nullopt: all is
// well. `signature` tells whether that is held against the hash too.
struct EntryCheck {
  const SealKeys& public_keys;
  const tokens::KeyRing* keys = nullptr;
  bool signatures = false;
};
std::optional<std::string> entry_fault(const EvidenceEntry& entry, const std::array<std::uint8_t, 32>& before,
                                       const EntryCheck& check, bool erased = false);

// Reads a chain from its first entry to its head. When the signature of the head or of a checkpoint is
// wrong, all are looked at, to name the first that is.
Chain check_chain(Connection& connection, orders::ShopId shop, const SealKeys& public_keys,
                  const VerifyOptions& how);
// Holds it against checkpoints that were kept elsewhere; `checkpoints` are the shop's own.
void check_checkpoints(Connection& connection, Chain& chain, std::span<const Checkpoint> checkpoints,
                       const SealKeys& public_keys);

}  // namespace store
