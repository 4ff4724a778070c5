#include "orders/change.hpp"
#include "orders/text.hpp"

#include <algorithm>

namespace orders {
namespace {

Done check_texts(const DecideQuote& wanted) {
  if (wanted.method == DecisionMethod::link && wanted.name.empty())
    return invalid("name", "A decision behind the link bears a name.");
  if (const auto checked = check_text(wanted.name, longest_name, "name"); !checked) return checked;
  if (const auto checked = check_text(wanted.reason, longest_note, "reason"); !checked) return checked;
  if (!wanted.approve && wanted.reason_needed && wanted.reason.empty())
    return invalid("reason", "This shop asks for the reason.");
  return check_text(wanted.reference, longest_name, "reference");
}

bool same_decision(const Quote& decided, const DecideQuote& wanted) {
  if (decided.decision->approved != wanted.approve) return false;
  if (!wanted.approve) return true;
  const auto again = take(decided, wanted.taken);
  return again && again->lines == decided.lines;
}

}  // namespace

Outcome<Changed> change(Order& order, const DecideQuote& wanted, const Context& context) {
  const auto quote = std::ranges::find(order.quotes, wanted.round, &Quote::round);
  if (quote == order.quotes.end() || quote->state == QuoteState::draft)
    return Refusal{Reason::not_found, "round", "The order has no such quote."};
  const bool as_seen = wanted.method != DecisionMethod::link || wanted.sha256 == quote->sha256;

  switch (state_at(*quote, context.now)) {
    case QuoteState::approved:
    case QuoteState::partially_approved:
    case QuoteState::declined:
      if (as_seen && same_decision(*quote, wanted)) return Changed::no;
      return conflict("The quote was decided before.");
    case QuoteState::superseded:
    case QuoteState::withdrawn: return Refusal{Reason::gone, "round", "The quote no longer stands."};
    case QuoteState::expired: return Refusal{Reason::gone, "valid_until", "The quote's last day is over."};
    case QuoteState::draft:
    case QuoteState::sent: break;
  }
  if (order.ended_at) return conflict("The order has ended; reopen it first.");
  if (!as_seen) return Refusal{Reason::conflict, "quote_sha256", "The quote is not the one that was shown."};
  if (const auto checked = check_texts(wanted); !checked) return checked.error();

  if (wanted.approve) {
    auto taken = take(*quote, wanted.taken);
    if (!taken) return taken.error();
    *quote = *std::move(taken);
  } else {
    quote->state = QuoteState::declined;
  }
  quote->decision = Decision{.approved = wanted.approve,
                             .at = context.now,
                             .method = wanted.method,
                             .name = wanted.name,
                             .reason = wanted.reason,
                             .reference = wanted.reference};
  if (totals(*quote).gross < 0) return invalid("line", "The total is negative.");
  auto& event = add_event(order, EventKind::quote_decided, context);
  event.status = name(quote->state);
  event.note = wanted.reason;
  event.subject = quote->id.uuid;
  return Changed::yes;
}

Outcome<Changed> change(Order& order, const UndoDecision& wanted, const Context& context) {
  const auto quote = std::ranges::find(order.quotes, wanted.round, &Quote::round);
  if (quote == order.quotes.end() || quote->state == QuoteState::draft)
    return Refusal{Reason::not_found, "round", "The order has no such quote."};
  const auto until = undo_until(order, *quote, wanted.window);
  if (!until) return conflict("There is no decision to take back, or it was acted upon.");
  if (context.now >= *until) return Refusal{Reason::gone, "round", "The time to take it back is over."};
  quote->state = QuoteState::sent;
  quote->decision.reset();
  for (auto& line : quote->lines) line.approved = false;
  add_event(order, EventKind::decision_undone, context).subject = quote->id.uuid;
  return Changed::yes;
}

}  // namespace orders
