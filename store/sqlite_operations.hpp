#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// Operation ids: what was done once is not done again. Inside the transaction of the caller.

// The order that the operation was about.
std::optional<orders::OrderId> done_before(Connection& connection, orders::ShopId shop,
                                           const OperationId& operation);
void record(Connection& connection, const OperationId& operation, std::string_view kind,
            const orders::Order& order);

}  // namespace store
