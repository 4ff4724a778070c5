#pragma once

#include "orders/order.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orders {

// How the quote of an order stands, as a list shows it.
enum class QuoteStanding { none, draft, waiting, approved, partially_approved, declined, expired };
std::string_view name(QuoteStanding standing);
std::optional<QuoteStanding> parse_quote_standing(std::string_view name);

// An order in one line of a list, kept beside it by the store.
struct OrderCard {
  OrderId id{};
  LocationId location{};
  std::string number = {};
  std::string customer = {};  // name
  std::string device = {};    // "Apple iPhone 13", and "+2" when there are more
  Stage stage = Stage::created;
  std::string status = {};  // of the device that is furthest behind
  QuoteStanding quote = QuoteStanding::none;
  std::optional<Instant> promised_at = {};
  std::int64_t balance = 0;  // minor units
  Currency currency{};
  int unanswered = 0;                      // customer's messages since the shop last wrote
  bool open = true;                        // neither completed nor cancelled
  std::optional<Instant> expires_at = {};  // of the quote that waits
  Instant created_at{};
  Instant updated_at{};
  std::int64_t version = 1;
  friend bool operator==(const OrderCard&, const OrderCard&) = default;
};

OrderCard card_of(const Order& order, Currency shop_currency, const StatusTable& statuses);

// A quote that waits is expired as soon as its last day is over, which no write tells.
QuoteStanding standing_at(const OrderCard& card, Instant now);

}  // namespace orders
