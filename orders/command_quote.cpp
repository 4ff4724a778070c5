#include "orders/change.hpp"
#include "orders/text.hpp"

#include <algorithm>
#include <map>

namespace orders {
namespace {

Done check_texts(const DecideQuote& wanted) {
  if (wanted.method == DecisionMethod::link && wanted.name.empty())
    return invalid("name", "A decision behind the link bears a name.");
  if (const auto checked = check_text(wanted.name, longest_name, "name"); !checked) return checked;
  if (const auto checked = check_text(wanted.reason, longest_note, "reason"); !checked) return checked;
  return check_text(wanted.reference, longest_name, "reference");
}

// The quote with the lines approved that this set takes, or why no such set can be: an unknown line, not
// exactly one of a choice, or nothing at all.
Outcome<Quote> take(Quote quote, const std::vector<QuoteLineId>& taken) {
  for (const auto& id : taken)
    if (std::ranges::find(quote.lines, id, &QuoteLine::id) == quote.lines.end())
      return invalid("taken", "The quote has no line " + id.text() + ".");
  std::map<std::string_view, int> choices;
  bool all = true, any = false;
  for (auto& line : quote.lines) {
    line.approved = line.kind == LineKind::required || std::ranges::find(taken, line.id) != taken.end();
    if (line.kind == LineKind::choice) choices[line.group] += line.approved;
    if (line.kind == LineKind::optional) all &= line.approved;
    any |= line.approved;
  }
  for (const auto& [group, count] : choices)
    if (count != 1)
      return invalid("taken", "Exactly one line of the choice '" + std::string(group) + "' is taken.");
  if (!any) return invalid("taken", "Nothing is taken; to take nothing is to decline.");
  quote.state = all ? QuoteState::approved : QuoteState::partially_approved;
  return quote;
}

bool same_decision(const Quote& decided, const DecideQuote& wanted) {
  if (decided.decision->approved != wanted.approve) return false;
  if (!wanted.approve) return true;
  const auto again = take(decided, wanted.taken);
  return again && again->lines == decided.lines;
}

}  // namespace

Outcome<Changed> change(Order& order, const MakeQuote& wanted, const Context& context) {
  const auto& draft = wanted.draft;
  if (const auto checked = check_draft(draft, context.now); !checked) return checked.error();
  if (order.ended_at) return conflict("The order has ended; reopen it first.");
  if (!order.payments.empty() && order.payments.front().amount.currency != draft.currency)
    return invalid("currency", "Payments came in another currency.");

  // A draft replaces only drafts: what a customer holds in hand stands until the next round reaches them.
  for (auto& quote : order.quotes)
    if (quote.state == QuoteState::draft || (draft.send && quote.state == QuoteState::sent))
      quote.state = QuoteState::superseded;

  auto& quote = order.quotes.emplace_back(Quote{
      .id = {context.new_id()},
      .round = order.quotes.empty() ? 1 : order.quotes.back().round + 1,
      .state = draft.send ? QuoteState::sent : QuoteState::draft,
      .currency = draft.currency,
      .tax_included = draft.tax_included,
      .lines = draft.lines,
      .deposit = draft.deposit,
      .valid_until = draft.valid_until,
      .expires_at = draft.expires_at,
      .created_at = context.now,
  });
  for (auto& line : quote.lines) {
    if (line.id == QuoteLineId{}) line.id = {context.new_id()};
    line.approved = false;
  }
  if (draft.send) {
    quote.sent_at = context.now;
    add_event(order, EventKind::quote_sent, context);
  }
  return Changed::yes;
}

Outcome<Changed> change(Order& order, const DecideQuote& wanted, const Context& context) {
  if (const auto checked = check_texts(wanted); !checked) return checked.error();
  const auto quote = std::ranges::find(order.quotes, wanted.round, &Quote::round);
  if (quote == order.quotes.end() || quote->state == QuoteState::draft)
    return Refusal{Reason::not_found, "round", "The order has no such quote."};

  switch (state_at(*quote, context.now)) {
    case QuoteState::approved:
    case QuoteState::partially_approved:
    case QuoteState::declined:
      if (same_decision(*quote, wanted)) return Changed::no;
      return conflict("The quote was decided before.");
    case QuoteState::expired:
    case QuoteState::superseded:
    case QuoteState::withdrawn: return Refusal{Reason::gone, "round", "The quote no longer stands."};
    case QuoteState::draft:
    case QuoteState::sent: break;
  }
  if (order.ended_at) return conflict("The order has ended; reopen it first.");

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
  if (totals(*quote).gross < 0) return invalid("taken", "The total is negative.");
  auto& event = add_event(order, EventKind::quote_decided, context);
  event.status = name(quote->state);
  event.note = wanted.reason;
  return Changed::yes;
}

}  // namespace orders
