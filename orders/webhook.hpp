#pragma once

#include "orders/announce.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orders {

// Where a shop system wants to hear of what happens: no secrets.
struct WebhookEndpoint {
  WebhookId id{};
  ShopId shop{};
  std::string url = {};
  std::string description = {};
  std::vector<News> news = {};  // what it is told; empty: all
  bool enabled = true;
  std::string fault = {};  // why it was switched off: it answered 410, or failed for days
  Instant created_at{};
  std::int64_t version = 1;
  friend bool operator==(const WebhookEndpoint&, const WebhookEndpoint&) = default;
};

enum class DeliveryState { queued, delivered, failed };
std::string_view name(DeliveryState state);
std::optional<DeliveryState> parse_delivery_state(std::string_view name);

// One entry of the feed on its way to one endpoint.
struct WebhookDelivery {
  DeliveryId id{};
  WebhookId endpoint{};
  ShopId shop{};
  std::optional<FeedEntry> entry = {};  // nullopt: a test
  DeliveryState state = DeliveryState::queued;
  int attempts = 0;
  int status = 0;           // of the last answer; 0: none came
  std::string detail = {};  // why the last attempt failed
  Instant created_at{};
  Instant due_at{};
  std::optional<Instant> last_at = {};  // of the last attempt
  friend bool operator==(const WebhookDelivery&, const WebhookDelivery&) = default;
};

}  // namespace orders
