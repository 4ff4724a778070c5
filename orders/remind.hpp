#pragma once

#include "orders/notify.hpp"

namespace orders {

// What an order's customer is to be reminded of at `now`; nullopt: nothing. A quote that waits, once before
// it ends and never within a day of its sending; what is ready, and what is completed and not paid, after
// one, two and three times the policy's days. Whose turn was missed by a whole round is not made up for:
// nobody hears of what is long past, as after an import. The key says which reminder it is.
std::optional<Telling> due_reminder(const Order& order, const NotifyPolicy& policy, Instant now,
                                    const StatusTable& statuses);

}  // namespace orders
