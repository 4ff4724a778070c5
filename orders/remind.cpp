#include "orders/remind.hpp"

#include <algorithm>
#include <ranges>

namespace orders {

using namespace std::chrono;

namespace {

constexpr int most_rounds = 3;

// Of what waits since `since`, which round it is now; 0: none.
int round_at(Instant since, int every_days, Instant now) {
  if (every_days == 0 || now < since) return 0;
  const auto round = (now - since) / days{every_days};
  return round > most_rounds ? 0 : static_cast<int>(round);
}

std::optional<Telling> remind(Topic topic, int round, EventId event) {
  if (round == 0) return std::nullopt;
  return Telling{topic, std::string(name(topic)) + ':' + std::to_string(round) + ':' + event.text(), event};
}

const Event* last_of(const Order& order, EventKind kind) {
  for (const auto& event : order.events | std::views::reverse)
    if (event.kind == kind) return &event;
  return nullptr;
}

std::optional<Telling> of_quote(const Order& order, const NotifyPolicy& policy, Instant now) {
  const auto* quote = quote_in_force(order);
  if (!quote || state_at(*quote, now) != QuoteState::sent || !quote->expires_at || !quote->sent_at)
    return std::nullopt;
  const auto from =
      std::max<Instant>(*quote->expires_at - days{policy.quote_reminder_days}, *quote->sent_at + days{1});
  const auto* sent = last_of(order, EventKind::quote_sent);
  if (policy.quote_reminder_days == 0 || now < from || !sent) return std::nullopt;
  // One that was extended ends anew.
  return Telling{Topic::quote_reminder,
                 "quote_reminder:" + std::to_string(quote->round) + ':' +
                     std::to_string(floor<days>(*quote->expires_at).time_since_epoch().count()),
                 sent->id};
}

}  // namespace

std::optional<Telling> due_reminder(const Order& order, const NotifyPolicy& policy, Instant now,
                                    const StatusTable& statuses) {
  if (const auto* ready = ready_event(order, statuses))
    return remind(Topic::collection_reminder, round_at(ready->at, policy.collection_reminder_days, now),
                  ready->id);
  if (!order.ended_at) return of_quote(order, policy, now);
  const auto* completed = last_of(order, EventKind::order_completed);
  if (order.cancelled || !completed || payment_summary(order, {}).balance <= 0) return std::nullopt;
  return remind(Topic::payment_reminder, round_at(*order.ended_at, policy.payment_reminder_days, now),
                completed->id);
}

}  // namespace orders
