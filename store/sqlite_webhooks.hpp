#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// Where a shop's systems listen, and what is on its way to them; inside the transaction of the caller.

orders::Done add_webhook(Connection& connection, const SecretEndpoint& endpoint);
std::vector<orders::WebhookEndpoint> webhooks(Connection& connection, orders::ShopId shop);
std::optional<SecretEndpoint> find_webhook(Connection& connection, orders::ShopId shop, orders::WebhookId id);
orders::Outcome<orders::WebhookEndpoint> update_webhook(Connection& connection,
                                                        orders::WebhookEndpoint endpoint);
orders::Done replace_webhook_secret(Connection& connection, orders::ShopId shop, orders::WebhookId id,
                                    const std::string& sealed, orders::Instant previous_until);
orders::Done drop_webhook(Connection& connection, orders::ShopId shop, orders::WebhookId id);
orders::Done disable_webhook(Connection& connection, orders::ShopId shop, orders::WebhookId id,
                             const std::string& fault);

// To every endpoint of the shop that is on and wants the news.
void queue_deliveries(Connection& connection, const orders::FeedEntry& entry);

}  // namespace store
