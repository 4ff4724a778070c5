#pragma once

#include "store/sqlite_query.hpp"
#include "tokens/sign.hpp"

namespace store {

// Who signs the chain and seals what is personal beside it; and how long word of a step waits for the next.
struct Sealing {
  const tokens::KeyRing& keys;
  const tokens::Signer& signer;
  std::chrono::milliseconds debounce{0};
};

// All of these run inside the transaction of the caller, so that an act and its evidence are one.

// Proves what the order's new events say: those of `after` behind those of `before`. `act` and `link` are
// given for an act behind a link.
void write_evidence(Connection& connection, const Sealing& sealing, const orders::Order& before,
                    const orders::Order& after, const CustomerAct* act = nullptr,
                    const orders::Link* link = nullptr);
// Proves what became of a link. `event` is the order's own event of it, if it has one.
void write_link_evidence(Connection& connection, const Sealing& sealing, EvidenceType type,
                         const orders::Link& link, const orders::Actor& actor, orders::Instant now,
                         orders::EventId event, const Behind* behind = nullptr);

std::vector<EvidenceEntry> evidence(Connection& connection, orders::ShopId shop, orders::OrderId order);
std::optional<Checkpoint> write_checkpoint(Connection& connection, const Sealing& sealing,
                                           orders::ShopId shop, orders::Instant now);
std::optional<Checkpoint> last_checkpoint(Connection& connection, const Sealing& sealing,
                                          orders::ShopId shop);
ChainHead chain_head(Connection& connection, orders::ShopId shop);

// Keeps the public keys for good, and notes in every chain when a new one takes over.
void note_keys(Connection& connection, const Sealing& sealing, orders::Instant now);

// Reads the columns of `SELECT e.shop, e.seq, e.id, e.order_id, e.subject, e.type, e.at, e.body, e.hash,
// e.kid, e.signature, p.salt, coalesce(p.sealed, x'')`.
EvidenceEntry read_entry(Query& row);

}  // namespace store
