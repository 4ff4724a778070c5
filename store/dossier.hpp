#pragma once

#include "store/open.hpp"
#include "tokens/sign.hpp"

#include <map>

namespace store {

// Everything that proves what became of one order.
struct Dossier {
  struct Step {
    EvidenceEntry entry{};
    std::array<std::uint8_t, 32> before{};  // the hash that it follows
    std::string row = {};                   // canonical JSON of the stored row it vouches for; empty: none
  };
  orders::Shop shop{};
  orders::Location location{};
  orders::Order order{};
  std::vector<Step> steps = {};  // by number
  ChainHead head{};
  std::map<int, tokens::PublicKey> public_keys = {};  // of all that ever signed here
};

// Reads at one instant beside a running service. An empty slug means the only shop. Not found: no such shop
// or order. Throws Unavailable or Damaged.
orders::Outcome<Dossier> read_dossier(const Options& options, const std::string& shop,
                                      const std::string& number);

// The rows that the entries of an order still vouch for, by the entry's number: of the decisions on a quote
// only the last one is there.
std::map<std::int64_t, std::string> vouched_rows(const orders::Order& order,
                                                 const std::vector<EvidenceEntry>& entries);

}  // namespace store
