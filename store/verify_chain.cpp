#include "store/verify_chain.hpp"

#include "store/evidence_event.hpp"
#include "store/sqlite_evidence.hpp"
#include "tokens/evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

namespace store {

using namespace orders;

namespace {

constexpr std::size_t batch = 8192;  // entries in memory at a time

// Each entry names the hash before it, so that all of a batch can be looked at side by side.
struct Looked {
  EvidenceEntry entry{};
  tokens::Hash before{};
  std::optional<std::string> fault = {};
};

template <class Work>
void on_all_cores(std::vector<Looked>& all, Work work) {
  std::atomic<std::size_t> next = 0;
  const auto some = [&] {
    for (auto i = next.fetch_add(1); i < all.size(); i = next.fetch_add(1)) work(all[i]);
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < std::thread::hardware_concurrency() && all.size() > 256; ++i)
    others.emplace_back(some);
  some();
}

std::set<OrderId> erased_orders(Connection& connection, ShopId shop) {
  std::set<OrderId> all;
  for (Query rows{
           connection,
           "SELECT order_id FROM evidence WHERE shop = ? AND type = 'pii_erased' AND order_id IS NOT NULL",
           shop};
       rows.next();) {
    OrderId order;
    rows.read(order);
    all.insert(order);
  }
  return all;
}

std::string number_range(std::int64_t from, std::int64_t to) {
  return from == to ? "it is missing" : fmt::format("it is missing, as are all up to {}", to);
}

class Walk {
 public:
  Walk(Connection& connection, Chain& chain, const SealKeys& keys, const VerifyOptions& how, bool signatures)
      : connection_(connection),
        chain_(chain),
        check_{keys, how.keys.get(), signatures},
        erased_(erased_orders(connection, chain.shop)) {}

  // Whether the signatures of head and checkpoints hold.
  bool go() {
    chain_.head = tokens::genesis(chain_.shop.text());
    std::vector<Looked> some;
    for (Query rows{connection_,
                    "SELECT e.shop, e.seq, e.id, e.order_id, e.subject, e.type, e.at, e.body, e.hash, e.kid, "
                    "e.signature, p.salt, coalesce(p.sealed, x'') FROM evidence e LEFT JOIN personal p ON "
                    "p.shop = e.shop AND p.seq = e.seq WHERE e.shop = ? ORDER BY e.seq",
                    chain_.shop};
         rows.next();) {
      take(some.emplace_back(Looked{read_entry(rows), chain_.head}));
      if (some.size() == batch) look(some);
    }
    look(some);
    if (chain_.last > 0) seals_hold_ = seals_hold_ && sealed(last_);
    return seals_hold_;
  }

 private:
  void take(const Looked& looked) {
    const auto& entry = looked.entry;
    if (entry.seq != chain_.last + 1) gap_before(entry.seq);
    if (chain_.first == 0) chain_.first = entry.seq, chain_.since = entry.at;
    chain_.last = entry.seq;
    chain_.head = entry.hash;
    last_ = entry;
  }

  void gap_before(std::int64_t seq) {
    chain_.faults.push_back({chain_.last + 1, number_range(chain_.last + 1, seq - 1)});
    after_gap_.insert(seq);
  }

  void look(std::vector<Looked>& some) {
    on_all_cores(some, [&](Looked& one) {
      one.fault =
          entry_fault(one.entry, one.before, check_, one.entry.order && erased_.contains(*one.entry.order));
    });
    for (auto& one : some) {
      if (one.entry.type == EvidenceType::checkpoint) seals_hold_ = seals_hold_ && sealed(one.entry);
      // Behind a gap the hash before is another: the gap itself is the fault.
      if (one.fault && !after_gap_.contains(one.entry.seq))
        chain_.faults.push_back({one.entry.seq, std::move(*one.fault)});
    }
    some.clear();
  }

  bool sealed(const EvidenceEntry& entry) const {
    const auto key = check_.public_keys.find(entry.kid);
    return key != check_.public_keys.end() &&
           tokens::verify_signature(key->second, tokens::Statement::event, entry.hash, entry.signature);
  }

  Connection& connection_;
  Chain& chain_;
  const EntryCheck check_;
  const std::set<OrderId> erased_;
  std::set<std::int64_t> after_gap_;
  EvidenceEntry last_;
  bool seals_hold_ = true;
};

// Of an entry that was cut off its personal row may still lie there.
void check_leftovers(Connection& connection, Chain& chain) {
  std::int64_t seq = 0;
  if (!Query{connection, "SELECT seq FROM personal WHERE shop = ? AND seq > ? ORDER BY seq LIMIT 1",
             chain.shop, chain.last}
           .one(seq))
    return;
  chain.faults.push_back(
      {chain.last + 1, "it is missing, though there is a personal row of " +
                           (seq == chain.last + 1 ? std::string("it") : fmt::format("evidence {}", seq))});
}

}  // namespace

Chain check_chain(Connection& connection, ShopId shop, const SealKeys& public_keys,
                  const VerifyOptions& how) {
  Chain chain{.shop = shop};
  if (!Walk{connection, chain, public_keys, how, how.signatures}.go() && !how.signatures) {
    chain = Chain{.shop = shop};
    Walk{connection, chain, public_keys, how, true}.go();
  }
  check_leftovers(connection, chain);
  return chain;
}

void check_checkpoints(Connection& connection, Chain& chain, std::span<const Checkpoint> checkpoints,
                       const SealKeys& public_keys) {
  std::int64_t proven = 0;
  for (const auto& checkpoint : checkpoints) {
    const auto when = evidence_time(checkpoint.at);
    const auto key = public_keys.find(checkpoint.kid);
    if (key == public_keys.end() || !tokens::verify_signature(key->second, tokens::Statement::checkpoint,
                                                              checkpoint.head, checkpoint.signature)) {
      chain.faults.push_back(
          {checkpoint.seq, "the checkpoint of " + when + " is not signed by a key of this store"});
      continue;
    }
    tokens::Hash hash{};
    if (checkpoint.seq > chain.last) {
      chain.faults.push_back({chain.last + 1, "it is missing: the checkpoint of " + when + " has seen " +
                                                  fmt::format("{} entries", checkpoint.seq)});
    } else if (Query{connection, "SELECT hash FROM evidence WHERE shop = ? AND seq = ?", chain.shop,
                     checkpoint.seq}
                   .one(hash) &&
               hash != checkpoint.head) {
      chain.faults.push_back(
          {checkpoint.seq, fmt::format("it is not the one that the checkpoint of {} has seen: the chain was "
                                       "rewritten behind evidence {}",
                                       when, proven)});
    } else {
      proven = std::max(proven, checkpoint.seq);
    }
  }
  if (proven < chain.last)
    chain.remarks.push_back(
        fmt::format("evidence {} to {} is younger than the last checkpoint: nothing outside "
                    "proves that it is complete",
                    proven + 1, chain.last));
}

}  // namespace store
