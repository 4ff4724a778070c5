#pragma once

#include "orders/time.hpp"
#include "outbox/http_client.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace outbox {

// One delivery to a shop's own system, after the Standard Webhooks specification (standardwebhooks.com).
struct WebhookMessage {
  std::string url = {};
  std::string id = {};   // the same for every attempt, so that a receiver knows what it had before
  orders::Instant at{};  // of the attempt
  std::string body = {};
  std::vector<std::string> secrets = {};  // both, while one replaces the other
  bool allow_private = false;             // plain HTTP too, and addresses of private networks
};

// Throws std::invalid_argument for a secret that is none.
HttpCall webhook_call(const WebhookMessage& message);

// What an attempt came to. `detail` is for the shop's eyes: what the receiver said goes into no log.
struct WebhookResult {
  enum class Kind { delivered, again, gone };
  Kind kind = Kind::again;
  int status = 0;  // 0: no answer
  std::string detail = {};
  std::chrono::seconds wait_at_least{};  // as Retry-After asked, at most a day
};

// 2xx is delivered, 410 means that the receiver is no more, all else is to be tried again; redirects too.
WebhookResult read_webhook_answer(const HttpAnswer& answer, orders::Instant now);

// How long to wait after so many attempts, the last one included: 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and
// 24 h, each longer by up to a tenth as `spread` (0 to 1) says. nullopt: that was the last.
std::optional<std::chrono::milliseconds> webhook_wait(int attempts, double spread);

}  // namespace outbox
