#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// A shop's own words for its messages, inside the transaction of the caller.

std::vector<orders::MessageTemplate> templates(Connection& connection, orders::ShopId shop);
orders::Done set_template(Connection& connection, orders::ShopId shop, const orders::MessageTemplate& words);
orders::Done drop_template(Connection& connection, orders::ShopId shop, orders::Topic topic,
                           orders::Route route, const std::string& locale);

}  // namespace store
