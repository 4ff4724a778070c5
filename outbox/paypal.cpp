#include "outbox/paypal.hpp"

#include "outbox/json.hpp"
#include "outbox/refusals.hpp"

#include <algorithm>

namespace outbox {
namespace {

constexpr std::chrono::hours order_lifetime{3};   // PayPal's own, for an order that nobody approved
constexpr std::chrono::seconds token_margin{60};  // so that it does not end on its way

}  // namespace

std::string PayPal::token_in_date() const {
  const std::lock_guard lock{mutex_};
  return std::chrono::steady_clock::now() < token_ends_ ? token_ : std::string{};
}

void PayPal::keep(std::string token, std::chrono::seconds lifetime) {
  const std::lock_guard lock{mutex_};
  token_ = std::move(token);
  token_ends_ = std::chrono::steady_clock::now() + lifetime - token_margin;
}

store::Task<HttpAnswer> PayPal::renew_token(std::string& token) {
  HttpCall wanted{.method = "POST",
                  .url = settings_.api_base + "/v1/oauth2/token",
                  .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                  .body = "grant_type=client_credentials",
                  .user = settings_.client_id,
                  .password = settings_.client_secret};
  auto answer = co_await http_.call(std::move(wanted));
  const auto body = answer.ok() ? parse_object(answer.body) : std::nullopt;
  if (!body) co_return answer;
  token = text_at(*body, "/access_token");
  const std::chrono::seconds lifetime{std::clamp<std::int64_t>(
      whole_at(*body, "/expires_in").value_or(0), 0, std::chrono::seconds{std::chrono::days{1}}.count())};
  keep(token, lifetime);
  co_return answer;
}

store::Task<HttpAnswer> PayPal::call(HttpCall wanted) {
  auto token = token_in_date();
  const bool known = !token.empty();
  for (bool again = known;; again = false) {
    if (token.empty()) {
      auto answer = co_await renew_token(token);
      if (token.empty()) co_return answer;
    }
    auto call = wanted;
    call.headers.emplace_back("Authorization", "Bearer " + token);
    auto answer = co_await http_.call(std::move(call));
    if (answer.status != 401 || !again) co_return answer;
    token.clear();
  }
}

store::Task<orders::Outcome<Checkout>> PayPal::open_checkout(CheckoutWanted wanted, orders::Instant now) {
  auto request = paypal_checkout_call(settings_, wanted);
  if (!request) co_return request.error();
  const auto answer = co_await call(std::move(*request));
  auto checkout = read_paypal_checkout(settings_, answer);
  if (checkout) checkout->expires_at = now + order_lifetime;
  co_return checkout;
}

store::Task<orders::Done> PayPal::capture(std::string object_id, std::string idempotency_key) {
  auto request = paypal_capture_call(settings_, object_id, idempotency_key);
  const auto answer = co_await call(std::move(request));
  co_return read_paypal_capture(answer);
}

store::Task<orders::Outcome<bool>> PayPal::verify(PayPalTransmission headers, std::string raw_body) {
  auto request = paypal_verify_call(settings_, headers, raw_body);
  if (!request) co_return false;  // no JSON, so nothing that PayPal could have signed
  const auto answer = co_await call(std::move(*request));
  co_return read_paypal_verification(answer);
}

}  // namespace outbox
