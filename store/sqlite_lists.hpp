#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// What staff look through, inside the transaction of the caller.

Slice<orders::OrderCard> list_orders(Connection& connection, const OrderFilter& filter,
                                     const std::string& cursor, int limit);
Board board(Connection& connection, orders::ShopId shop, std::optional<orders::LocationId> location,
            orders::Instant now);
Slice<KnownCustomer> list_customers(Connection& connection, orders::ShopId shop,
                                    std::optional<orders::LocationId> location, const std::string& text,
                                    const std::string& cursor, int limit);

}  // namespace store
