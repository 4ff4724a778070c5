#pragma once

#include "store/sqlite_evidence.hpp"

namespace store {

// What went to the wrong person or may be in the wrong hands, put right inside the transaction of the caller.

orders::Outcome<orders::Order> correct_contact(Connection& connection, const Sealing& sealing,
                                               orders::ShopId shop, const OrderRef& ref,
                                               const orders::Customer& customer, SealedLink fresh,
                                               Notice notice, orders::Context context,
                                               const OperationId& operation);
orders::Outcome<orders::Link> replace_links(Connection& connection, const Sealing& sealing,
                                            const SealedLink& fresh, std::optional<orders::Channel> channel,
                                            const orders::Actor& actor, orders::Instant now);

}  // namespace store
