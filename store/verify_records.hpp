#pragma once

#include "store/verify_chain.hpp"

namespace store {

// Holds an order's quotes, decisions, signatures and payments against their entries (all of the order, by
// number): each has its own and is what that says. Rows from before the chain began (`since`) need none.
std::vector<EvidenceFault> check_records(const orders::Order& order, std::span<const EvidenceEntry> entries,
                                         orders::Instant since);

// The same for all orders of the chain, and for the ends of its links.
std::vector<EvidenceFault> check_records(Connection& connection, const Chain& chain);

}  // namespace store
