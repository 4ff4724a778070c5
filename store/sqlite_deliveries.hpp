#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// Entries of the feed on their way to a shop's systems, inside the transaction of the caller.

// At most two at a time to one endpoint, so that one that is dead slows nobody else; who has waited longest
// comes first.
std::vector<LeasedDelivery> lease_deliveries(Connection& connection, orders::Instant now,
                                             orders::Instant until, int most);
orders::Done delivery_tried(Connection& connection, orders::ShopId shop, orders::DeliveryId id, int status,
                            const std::string& detail, orders::Instant at,
                            std::optional<orders::Instant> again_at);
Slice<orders::WebhookDelivery> deliveries(Connection& connection, orders::ShopId shop,
                                          orders::WebhookId endpoint, const std::string& cursor, int limit);
orders::Outcome<orders::WebhookDelivery> redeliver(Connection& connection, orders::ShopId shop,
                                                   orders::DeliveryId id, orders::DeliveryId fresh,
                                                   orders::Instant now);
orders::Done queue_test_delivery(Connection& connection, orders::ShopId shop, orders::WebhookId endpoint,
                                 orders::DeliveryId fresh, orders::Instant now);
std::size_t drop_deliveries(Connection& connection, orders::Instant before);

}  // namespace store
