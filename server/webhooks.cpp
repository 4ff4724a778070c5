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
constexpr int most_running_at_one = 2;
constexpr int most_batch = 64;
constexpr std::size_t most_waiting = 512, most_waiting_at_one = 256, most_waiting_at_troubled = 2;
constexpr auto lease = 30s;
constexpr auto longest_attempt = 16s;

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
  const auto wait = outbox::webhook_wait(leased.delivery.attempts + 1, spread());
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
      if (waiting_ < most_waiting) {
        auto due = co_await services_.store.lease_deliveries(at, at + lease, most_batch);
        found = due.size();
        for (auto& leased : due) admit(std::move(leased), at + lease - longest_attempt);
      }
      start_waiting();
    } catch (const std::exception& error) {
      log_error("webhooks wait", {{"reason", std::string_view(error.what())}});
    }
    if (found == most_batch) continue;
    timer_.expires_after(1s);
    co_await timer_.async_wait(as_result);  // cut short at the end
  }
}

// What finds no room comes again when its lease ends.
void Webhooks::admit(store::LeasedDelivery leased, orders::Instant start_by) {
  auto& receiver = receivers_[leased.to.endpoint.id];
  if (receiver.waiting.size() >= (receiver.troubled ? most_waiting_at_troubled : most_waiting_at_one)) return;
  receiver.waiting.push_back({std::move(leased), start_by});
  ++waiting_;
}

bool Webhooks::may_start(const Receiver& receiver) const {
  if (receiver.waiting.empty() || running_ == most_running) return false;
  if (!receiver.troubled) return receiver.running < most_running_at_one;
  return receiver.running == 0 && troubled_running_ < most_running / 2;
}

// Round and round among the receivers, so that one with much to hear does not keep the others waiting.
void Webhooks::start_waiting() {
  if (stopping_) return;
  const auto at = now();
  for (auto one = receivers_.begin(); one != receivers_.end();) {
    auto& [waiting, running, troubled] = one->second;
    waiting_ -= std::erase_if(waiting, [&](const Waiting& each) { return each.start_by < at; });
    const bool idle = waiting.empty() && running == 0 && !troubled;
    one = idle ? receivers_.erase(one) : std::next(one);
  }
  for (std::size_t passed = 0; passed < receivers_.size();) {
    auto next = receivers_.upper_bound(last_started_);
    if (next == receivers_.end()) next = receivers_.begin();
    last_started_ = next->first;
    auto& receiver = next->second;
    ++passed;
    if (!may_start(receiver)) continue;
    passed = 0;
    auto leased = std::move(receiver.waiting.front().leased);
    receiver.waiting.pop_front();
    --waiting_;
    ++receiver.running;
    ++running_;
    if (receiver.troubled) ++troubled_running_;
    asio::co_spawn(loop_, attempt(std::move(leased), receiver.troubled), asio::detached);
  }
}

Task<void> Webhooks::attempt(store::LeasedDelivery leased, bool was_troubled) {
  const auto id = leased.to.endpoint.id;
  bool troubled = was_troubled;
  try {
    const auto result = co_await send(leased);
    troubled = result.status == 0;
    co_await note(leased, result);
  } catch (const std::exception& error) {
    log_error("a webhook waits", {{"reason", std::string_view(error.what())}});
  }
  auto& receiver = receivers_[id];
  receiver.troubled = troubled;
  --receiver.running;
  --running_;
  if (was_troubled) --troubled_running_;
  start_waiting();
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
    log_info("a webhook was delivered", {{"webhook", endpoint},
                                         {"host", host},
                                         {"status", result.status},
                                         {"attempt", delivery.attempts + 1}});
  else
    log_warn("a webhook was not delivered",
             {{"webhook", endpoint},
              {"host", host},
              {"status", result.status},
              {"attempt", delivery.attempts + 1},
              {"reason", result.status == 0 ? std::string_view(result.detail) : "refused"}});
  if (result.kind == WebhookResult::Kind::gone) {
    auto disabled =
        co_await services_.store.disable_webhook(delivery.shop, to.endpoint.id, "It answered 410 Gone.");
    static_cast<void>(disabled);
    auto& receiver = receivers_[to.endpoint.id];
    waiting_ -= receiver.waiting.size();
    receiver.waiting.clear();
  }
  auto noted = co_await services_.store.delivery_tried(delivery.shop, delivery.id, result.status,
                                                       result.detail, at, next_try(leased, result, at));
  static_cast<void>(noted);
}

}  // namespace server
