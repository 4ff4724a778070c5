#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// What customers of a shop hear, and by which routes; inside the transaction of the caller.

orders::NotifyPolicy notify_policy(Connection& connection, orders::ShopId shop);
orders::Outcome<orders::NotifyPolicy> set_notify_policy(Connection& connection, orders::ShopId shop,
                                                        orders::NotifyPolicy policy);

}  // namespace store
