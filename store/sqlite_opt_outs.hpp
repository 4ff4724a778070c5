#pragma once

#include "store/sqlite_query.hpp"
#include "tokens/keys.hpp"

namespace store {

// Contacts that want nothing by a route any more, inside the transaction of the caller.

orders::Done set_opt_out(Connection& connection, const tokens::KeyRing& keys, orders::ShopId shop,
                         orders::Route route, const std::string& contact, bool out, const std::string& source,
                         orders::Instant now);
std::vector<orders::Route> opted_out(Connection& connection, const tokens::KeyRing& keys, orders::ShopId shop,
                                     const orders::Customer& customer);
std::size_t opt_out_everywhere(Connection& connection, const tokens::KeyRing& keys, orders::Route route,
                               const std::string& contact, const std::string& source, orders::Instant now);

}  // namespace store
