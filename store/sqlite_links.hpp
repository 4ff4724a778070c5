#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// The store's use cases about links, inside the transaction of the caller.

std::optional<LinkedOrder> find_link(Connection& connection, const LinkKey& key);
std::vector<orders::Link> links(Connection& connection, orders::ShopId shop, orders::OrderId order);
orders::Outcome<orders::Link> add_link(Connection& connection, const SealedLink& link,
                                       const orders::Actor& actor, orders::Instant now);
orders::Outcome<SealedLink> open_link(Connection& connection, orders::ShopId shop, orders::OrderId order,
                                      orders::Channel channel, const orders::Actor& actor,
                                      orders::Instant now);
orders::Done revoke_link(Connection& connection, orders::ShopId shop, orders::LinkUid link,
                         const orders::Actor& actor, orders::Instant now);

// A link of this order, whatever it says itself. False when its key or id is taken.
bool insert_link(Connection& connection, orders::ShopId shop, orders::OrderId order, const SealedLink& link);

}  // namespace store
