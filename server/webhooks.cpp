#include "server/webhooks.hpp"

#include "server/clock.hpp"
#include "server/json/feed_json.hpp"
#include "server/log.hpp"
#include "tokens/webhook_secret.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <random>

namespace server {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using outbox::WebhookResult;

namespace {

constexpr int most_running = 8;
constexpr auto lease = 20s;  // an attempt takes at most 15

double spread() {
  static thread_local std::mt19937 random{std::random_device{}()};
  return std::uniform_real_distribution{}(random);
}

// An address may hold a secret of its receiver in path or query.
std::string host_of(const std::string& url) {
  const auto parsed = boost::urls::parse_uri(url);
  return parsed ? std::string(parsed->encoded_host()) : std::string{};
}

// When to try again, if at all.
std::optional<orders::Instant> next_try(const store::LeasedDelivery& leased, const WebhookResult& result,
                                        orders::Instant at) {
  const auto wait = outbox::webhook_wait(leased.delivery.attempts, spread());
  if (result.kind != WebhookResult::Kind::again || !wait) return std::nullopt;
  return at + std::max<std::chrono::milliseconds>(*wait, result.wait_at_least);
}

}  // namespace

Webhooks::Webhooks(asio::io_context& loop, Services& services)
    : loop_(loop), services_(services), workers_(most_running, most_running), timer_(loop) {}

void Webhooks::start() {
  const auto at_end = [](std::exception_ptr fault) {
    if (fault) log_error("webhooks are no longer delivered", {});
  };
  asio::co_spawn(loop_, run(), at_end);
}

void Webhooks::stop() {
  stopping_ = true;
  timer_.cancel();
}

Task<void> Webhooks::run() {
  while (!stopping_) {
    std::size_t found = 0;
    try {
      const auto at = now();
      if (running_ < most_running) {
        auto due = co_await services_.store.lease_deliveries(at, at + lease, most_running - running_);
        found = due.size();
        for (auto& leased : due) {
          ++running_;
          asio::co_spawn(loop_, attempt(std::move(leased)), asio::detached);
        }
      }
    } catch (const std::exception& error) {
      log_error("webhooks wait", {{"reason", std::string_view(error.what())}});
    }
    if (found > 0) continue;
    timer_.expires_after(1s);
    co_await timer_.async_wait(as_result);  // cut short when one is done, and at the end
  }
}

Task<void> Webhooks::attempt(store::LeasedDelivery leased) {
  try {
    const auto result = co_await send(leased);
    co_await note(leased, result);
  } catch (const std::exception& error) {
    log_error("a webhook waits", {{"reason", std::string_view(error.what())}});
  }
  --running_;
  timer_.cancel();
}

Task<WebhookResult> Webhooks::send(const store::LeasedDelivery& leased) {
  const auto settings = services_.settings();
  const auto& [delivery, to] = leased;
  outbox::WebhookMessage message{.url = to.endpoint.url,
                                 .id = webhook_message_id(delivery),
                                 .at = now(),
                                 .allow_private = settings->config.webhooks.allow_private};
  const auto add_secret = [&](const std::string& sealed) {
    auto secret =
        tokens::open_webhook_secret(settings->keys, sealed, delivery.shop.text(), to.endpoint.id.text());
    if (secret) message.secrets.push_back(*std::move(secret));
  };
  add_secret(to.sealed_secret);
  if (to.previous_until && *to.previous_until > message.at) add_secret(to.sealed_previous);
  if (message.secrets.empty())
    co_return WebhookResult{.detail = "the key that its secret was sealed under is gone: replace the secret"};

  std::string slug;
  if (delivery.entry)
    for (const auto& location : co_await services_.store.locations(delivery.shop))
      if (location.id == delivery.entry->location) slug = location.slug;
  message.body = webhook_body(delivery, slug);
  auto call = webhook_call(message);
  const auto answer = co_await http_.call(std::move(call));
  co_return read_webhook_answer(answer, now());
}

Task<void> Webhooks::note(const store::LeasedDelivery& leased, const WebhookResult& result) {
  const auto& [delivery, to] = leased;
  const auto at = now();
  const auto endpoint = to.endpoint.id.text(), host = host_of(to.endpoint.url);
  if (result.kind == WebhookResult::Kind::delivered)
    log_info(
        "a webhook was delivered",
        {{"webhook", endpoint}, {"host", host}, {"status", result.status}, {"attempt", delivery.attempts}});
  else
    log_warn("a webhook was not delivered",
             {{"webhook", endpoint},
              {"host", host},
              {"status", result.status},
              {"attempt", delivery.attempts},
              {"reason", result.status == 0 ? std::string_view(result.detail) : "refused"}});
  if (result.kind == WebhookResult::Kind::gone) {
    auto disabled =
        co_await services_.store.disable_webhook(delivery.shop, to.endpoint.id, "It answered 410 Gone.");
    static_cast<void>(disabled);
  }
  auto noted = co_await services_.store.delivery_tried(delivery.shop, delivery.id, result.status,
                                                       result.detail, at, next_try(leased, result, at));
  static_cast<void>(noted);
}

}  // namespace server
