#pragma once

#include "store/sqlite_evidence.hpp"

namespace store {

// The store's use cases about orders, inside the transaction of the caller.

orders::Outcome<orders::Order> add_order(Connection& connection, const Sealing& sealing, orders::Order order,
                                         const std::vector<SealedLink>& links, const OperationId& operation,
                                         Tell tell);
orders::Outcome<orders::Order> change_order(Connection& connection, const Sealing& sealing,
                                            orders::ShopId shop, const OrderRef& ref,
                                            const orders::Command& command, orders::Context context,
                                            const OperationId& operation);
ImportResult import_orders(Connection& connection, const Sealing& sealing, orders::ShopId shop,
                           const std::vector<ImportedOrder>& batch);
std::optional<orders::OrderId> find_by_external_id(Connection& connection, orders::ShopId shop,
                                                   const std::string& id);
std::vector<std::string> known_external_ids(Connection& connection, orders::ShopId shop,
                                            const std::vector<std::string>& ids);

}  // namespace store
