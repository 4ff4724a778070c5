#include "store/sqlite_evidence.hpp"
#include "store/sqlite_order_rows.hpp"
#include "store/verify_records.hpp"

#include <algorithm>

namespace store {

using namespace orders;

namespace {

using Faults = std::vector<EvidenceFault>;

// Orders with something to hold against their entries: an imported one has often nothing but its link.
std::vector<OrderId> orders_of_interest(Connection& connection, ShopId shop) {
  std::vector<OrderId> all;
  for (Query rows{connection,
                  "SELECT order_id FROM evidence WHERE shop = ?1 AND order_id IS NOT NULL AND type IN "
                  "('quote_sent', 'quote_approved', 'quote_declined', 'quote_withdrawn', 'decision_undone', "
                  "'document_signed', 'payment_recorded', 'payment_refunded', 'payment_disputed') "
                  "UNION SELECT order_id FROM quotes WHERE shop = ?1 "
                  "UNION SELECT order_id FROM signatures WHERE shop = ?1 "
                  "UNION SELECT order_id FROM payments WHERE shop = ?1",
                  shop};
       rows.next();)
    rows.read(all.emplace_back());
  return all;
}

void check_order(Connection& connection, const Chain& chain, OrderId id, Faults& faults) {
  const auto entries = evidence(connection, chain.shop, id);
  const auto shown_by = entries.empty() ? EvidenceFault{}.seq : entries.front().seq;
  try {
    const auto order = load_order(connection, chain.shop, id);
    if (!order) {
      faults.push_back({shown_by, "its order is gone", id});
      return;
    }
    for (auto& fault : check_records(*order, entries, chain.since)) faults.push_back(std::move(fault));
  } catch (const Damaged& unreadable) {
    faults.push_back({shown_by, std::string("its order cannot be read: ") + unreadable.what(), id});
  }
}

// A link that was revoked stays so from that instant, and none is without evidence of it.
void check_links(Connection& connection, const Chain& chain, Faults& faults) {
  for (Query rows{connection,
                  "SELECT e.seq FROM evidence e JOIN links l ON l.shop = e.shop AND l.id = e.subject WHERE "
                  "e.shop = ? AND e.type = 'link_revoked' AND l.revoked_at IS NOT e.at",
                  chain.shop};
       rows.next();) {
    auto& fault = faults.emplace_back();
    rows.read(fault.seq);
    fault.matter = "the link is not revoked since then";
  }
  for (Query rows{
           connection,
           "SELECT order_id FROM links l WHERE shop = ? AND revoked_at >= ? AND NOT EXISTS (SELECT 1 FROM "
           "evidence e WHERE e.shop = l.shop AND e.subject = l.id AND e.type = 'link_revoked')",
           chain.shop, chain.since};
       rows.next();) {
    EvidenceFault fault{.matter = "a link is revoked of which there is no evidence"};
    rows.read(fault.order.emplace());
    faults.push_back(std::move(fault));
  }
}

}  // namespace

Faults check_records(Connection& connection, const Chain& chain) {
  Faults faults;
  if (chain.last == 0) return faults;
  for (const auto& order : orders_of_interest(connection, chain.shop))
    check_order(connection, chain, order, faults);
  check_links(connection, chain, faults);
  return faults;
}

}  // namespace store
