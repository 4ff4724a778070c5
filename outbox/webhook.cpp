#include "outbox/webhook.hpp"

#include "orders/text.hpp"
#include "outbox/curl.hpp"
#include "tokens/webhook_secret.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace outbox {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t most_kept = 4096;
constexpr std::size_t most_told = 300;  // bytes of what a receiver said
constexpr std::array<std::chrono::seconds, 9> waits{5s, 5min, 30min, 2h, 5h, 10h, 14h, 20h, 24h};

// Retry-After as RFC 9110 section 10.2.3 has it: seconds or a date.
std::chrono::seconds wait_asked(const HttpAnswer& answer, orders::Instant now) {
  const auto text = answer.header("retry-after");
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
    const auto date = curl_getdate(std::string(text).c_str(), nullptr);
    seconds = date - std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    if (date < 0) seconds = 0;
  }
  return std::clamp(std::chrono::seconds{seconds}, 0s, std::chrono::seconds{24h});
}

// What the receiver said, if it is text, on one line.
std::string words_of(const HttpAnswer& answer) {
  auto text = answer.body.substr(0, most_told);
  std::ranges::replace_if(
      text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  // A letter of several bytes may have been cut in two.
  for (int cut = 0; cut < 3 && !text.empty() && !orders::is_plain_text(text); ++cut) text.pop_back();
  return orders::is_plain_text(text) ? text : std::string{};
}

}  // namespace

HttpCall webhook_call(const WebhookMessage& message) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(message.at).time_since_epoch().count();
  std::string signatures;
  for (const auto& secret : message.secrets) {
    const auto signature = tokens::sign_webhook(secret, message.id, seconds, message.body);
    if (!signature) throw std::invalid_argument("a webhook's secret is none");
    if (!signatures.empty()) signatures += ' ';
    signatures += *signature;
  }
  return {.method = "POST",
          .url = message.url,
          .headers = {{"Content-Type", "application/json"},
                      {"webhook-id", message.id},
                      {"webhook-timestamp", std::to_string(seconds)},
                      {"webhook-signature", signatures}},
          .body = message.body,
          .timeout = 15s,
          .reach = message.allow_private ? Reach::anywhere : Reach::world,
          .most_kept = most_kept};
}

WebhookResult read_webhook_answer(const HttpAnswer& answer, orders::Instant now) {
  if (!answer.answered()) return {.detail = answer.fault};
  if (answer.ok()) return {.kind = WebhookResult::Kind::delivered, .status = answer.status};
  WebhookResult result{.status = answer.status, .wait_at_least = wait_asked(answer, now)};
  if (answer.status == 410) result.kind = WebhookResult::Kind::gone;
  result.detail = "answered " + std::to_string(answer.status);
  if (answer.status / 100 == 3) result.detail += ": redirects are not followed";
  if (const auto words = words_of(answer); !words.empty()) result.detail += ": " + words;
  return result;
}

std::optional<std::chrono::milliseconds> webhook_wait(int attempts, double spread) {
  if (attempts < 1 || attempts > static_cast<int>(waits.size())) return std::nullopt;
  const std::chrono::milliseconds whole = waits[static_cast<std::size_t>(attempts - 1)];
  return whole + std::chrono::milliseconds{static_cast<std::int64_t>(static_cast<double>(whole.count()) / 10 *
                                                                     std::clamp(spread, 0.0, 1.0))};
}

}  // namespace outbox
