#include "orders/order.hpp"

#include "orders/names.hpp"

#include <algorithm>
#include <ranges>

namespace orders {
namespace {

constexpr Names<ActorKind, 4> actor_kinds{{"customer", "staff", "system", "provider"}};
constexpr Names<EventKind, 23> event_kinds{
    {"order_created",    "device_status",   "stage_set",       "promise_moved",  "note",
     "quote_sent",       "quote_decided",   "quote_withdrawn", "document_added", "document_signed",
     "payment_recorded", "order_completed", "order_reopened",  "link_issued",    "link_copied",
     "link_revoked",     "quote_extended",  "decision_undone", "message",        "payment_mismatch",
     "delegate_named",   "handed_over",     "edited"}};
constexpr Names<Purpose, 5> purposes{
    {"terms", "repair_authorisation", "data_handling", "drop_off", "collection"}};
constexpr Names<PaymentKind, 6> payment_kinds{
    {"deposit", "final", "refund", "dispute", "dispute_won", "refund_failed"}};

bool stands(const Quote& quote) {
  using enum QuoteState;
  return quote.state != draft && quote.state != superseded && quote.state != withdrawn;
}

}  // namespace

std::string_view name(ActorKind kind) { return actor_kinds.of(kind); }
std::string_view name(EventKind kind) { return event_kinds.of(kind); }
std::string_view name(Purpose purpose) { return purposes.of(purpose); }
std::string_view name(PaymentKind kind) { return payment_kinds.of(kind); }
std::optional<ActorKind> parse_actor_kind(std::string_view name) { return actor_kinds.parse(name); }
std::optional<EventKind> parse_event_kind(std::string_view name) { return event_kinds.parse(name); }
std::optional<Purpose> parse_purpose(std::string_view name) { return purposes.parse(name); }
std::optional<PaymentKind> parse_payment_kind(std::string_view name) { return payment_kinds.parse(name); }

Step step(const Device& device, const StatusTable& statuses) {
  return statuses.step(device.public_status.empty() ? device.status : device.public_status);
}

Step step(const Order& order, const StatusTable& statuses) {
  auto lowest = order.devices.empty() ? Step::created : Step::collected;
  for (const auto& device : order.devices) lowest = std::min(lowest, step(device, statuses));
  return lowest;
}

Stage stage(const Order& order, const StatusTable& statuses) {
  if (order.cancelled) return Stage::cancelled;
  if (order.on_hold) return Stage::on_hold;
  return stage_of(step(order, statuses));
}

const Quote* quote_in_force(const Order& order) {
  for (const auto& quote : order.quotes | std::views::reverse)
    if (stands(quote)) return &quote;
  return nullptr;
}

PaymentSummary payment_summary(const Order& order, Currency fallback) {
  const auto quote = quote_in_force(order);
  PaymentSummary sum;
  sum.currency = quote                    ? quote->currency
                 : order.payments.empty() ? fallback
                                          : order.payments.front().amount.currency;
  if (quote && quote->decision && quote->decision->approved) sum.due = totals(*quote).gross;
  for (const auto& payment : order.payments) {
    const auto amount = payment.amount.amount;
    switch (payment.kind) {
      case PaymentKind::deposit:
      case PaymentKind::final: sum.paid += amount; break;
      case PaymentKind::refund:
      case PaymentKind::dispute: sum.refunded += amount; break;
      case PaymentKind::dispute_won:
      case PaymentKind::refund_failed: sum.refunded -= amount; break;
    }
  }
  sum.balance = sum.due - (sum.paid - sum.refunded);
  return sum;
}

std::int64_t deposit_due(const Order& order) {
  const auto* quote = quote_in_force(order);
  if (!quote || !quote->decision || !quote->decision->approved) return 0;
  const auto sums = payment_summary(order, quote->currency);
  // Fewer lines may have been taken than the deposit was meant for.
  return std::clamp(quote->deposit - (sums.paid - sums.refunded), std::int64_t{0},
                    std::max(sums.balance, std::int64_t{0}));
}

const Event* ready_event(const Order& order, const StatusTable& statuses) {
  if (order.cancelled || order.on_hold || step(order, statuses) != Step::ready) return nullptr;
  for (const auto& event : order.events | std::views::reverse)
    if (event.kind == EventKind::device_status && statuses.step(event.status) == Step::ready) return &event;
  return nullptr;
}

std::optional<Instant> undo_until(const Order& order, const Quote& quote, std::chrono::minutes window) {
  if (!quote.decision || quote.decision->method != DecisionMethod::link || order.ended_at)
    return std::nullopt;
  if (quote_in_force(order) != &quote) return std::nullopt;
  const auto decided = [&](const Event& event) {
    return event.kind == EventKind::quote_decided && event.subject == quote.id.uuid;
  };
  // By their order, not by their times: both may carry the same millisecond.
  for (const auto& event : order.events | std::views::reverse) {
    if (decided(event)) return quote.decision->at + window;
    if (event.kind == EventKind::device_status || event.kind == EventKind::stage_set ||
        event.kind == EventKind::payment_recorded)
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace orders
