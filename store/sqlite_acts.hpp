#pragma once

#include "store/sqlite_evidence.hpp"

namespace store {

// What a customer does behind a link, inside the transaction of the caller: whether the link is open is
// judged here, so that no act slips in behind a revocation.

orders::Outcome<LinkedOrder> act(Connection& connection, const Sealing& sealing, const CustomerAct& act);
orders::Outcome<SealedLink> share_link(Connection& connection, const Sealing& sealing, const Behind& behind,
                                       SealedLink fresh, orders::Instant now);
orders::Done rotate_link(Connection& connection, const Sealing& sealing, const Behind& behind,
                         SealedLink fresh, Notice notice, orders::Instant now);
bool resend_link(Connection& connection, const Sealing& sealing, const LinkKey& key,
                 const orders::LinkPolicy& policy, SealedLink fresh, Notice notice, orders::Instant now);

}  // namespace store
