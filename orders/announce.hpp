#pragma once

#include "orders/order.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orders {

// What an order's life tells the world: shop systems by webhook and feed, staff in the console and by mail.
enum class News {
  order_created,
  order_stage_changed,
  quote_sent,
  quote_approved,
  quote_declined,
  document_signed,
  payment_recorded,
  payment_refunded,
  message_received,
  link_first_seen,
  link_revoked,
  request_created
};
std::string_view name(News news);  // "order.created"
std::optional<News> parse_news(std::string_view name);
inline constexpr int news_count = 12;

// Whether staff are alerted: it came from a customer or a provider and somebody should know.
bool alerts_staff(News news);

struct Announcement {
  News news = News::order_created;
  EventId event{};  // of the order, that it comes from
  Instant at{};
  std::string detail = {};  // the stage reached, the payment's kind, the quote's round
  std::optional<Uuid> subject = {};
  ActorKind by = ActorKind::system;
  friend bool operator==(const Announcement&, const Announcement&) = default;
};
// The same of one piece of news: what staff did themselves alerts nobody.
bool alerts_staff(const Announcement& announcement);

// What a change of an order is to be told as, in the order in which it happened; from the events that `after`
// has more than `before` (an Order{} for one that is new).
std::vector<Announcement> announce(const Order& before, const Order& after, const StatusTable& statuses);

// One entry of a shop's feed, as it was told.
struct FeedEntry {
  std::int64_t seq = 0;  // rising in its shop, from 1
  EventId id{};
  ShopId shop{};
  LocationId location{};
  OrderId order{};
  std::string number = {};  // of the order
  News news = News::order_created;
  std::string detail = {};
  std::optional<Uuid> subject = {};
  ActorKind by = ActorKind::system;
  std::int64_t version = 0;  // of the order
  Instant at{};
  friend bool operator==(const FeedEntry&, const FeedEntry&) = default;
};

}  // namespace orders
