#pragma once

#include "orders/card.hpp"
#include "store/sqlite_query.hpp"

namespace store {

// An order's line in lists and the words it is found by, inside the transaction that writes the order.

// In the order of the schema, without the shop before and the contact behind.
auto card_columns(auto& c) {
  return std::tie(c.id, c.location, c.number, c.customer, c.device, c.stage, c.status, c.quote, c.promised_at,
                  c.balance, c.currency, c.unanswered, c.open, c.expires_at, c.created_at, c.updated_at,
                  c.version);
}

// `before` is empty for an order that has no card yet.
void write_card(Connection& connection, const orders::Order& before, const orders::Order& after);
// An event that changes nothing else.
void touch_card(Connection& connection, orders::ShopId shop, orders::OrderId order, orders::Instant at,
                std::int64_t version);
// Orders without a price are shown in the shop's currency, which is another one now.
void set_card_currency(Connection& connection, orders::ShopId shop, orders::Currency currency);

bool has_card(Connection& connection, orders::ShopId shop, orders::OrderId order);
// Whether card and words are what the order says.
bool card_is_right(Connection& connection, const orders::Order& order);
// Writes them anew, whatever they were.
void renew_card(Connection& connection, const orders::Order& order);

}  // namespace store
