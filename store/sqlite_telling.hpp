#pragma once

#include "store/sqlite_evidence.hpp"

namespace store {

// Everything that one change tells: an entry of the feed for each piece of news, a delivery to each system
// that wants it, a mail to staff who are alerted, and what its customer hears by the shop's policy. Inside
// the transaction of the change, so that what is taken back tells nobody. `before` is an Order{} for a new
// one.
void tell(Connection& connection, const Sealing& sealing, const orders::Order& before,
          const orders::Order& after, Tell whom);

// The same of what befell a link, of which its customer is told elsewhere.
void tell_of_link(Connection& connection, const orders::Link& link, orders::News news, orders::EventId event,
                  orders::ActorKind by, orders::Instant at);

}  // namespace store
