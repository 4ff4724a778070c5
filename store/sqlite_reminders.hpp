#pragma once

#include "store/sqlite_query.hpp"
#include "tokens/keys.hpp"

namespace store {

// Reads alone. An order whose customer no route reaches is passed over, or it would be due for ever.
std::vector<Outgoing::Reminder> due_reminders(Connection& connection, const tokens::KeyRing& keys,
                                              orders::ShopId shop, const orders::NotifyPolicy& policy,
                                              orders::Instant now, int most);

}  // namespace store
