#include "orders/change.hpp"
#include "orders/text.hpp"

#include <algorithm>

namespace orders {
namespace {

Refusal no_such_round() { return {Reason::not_found, "round", "The order has no such quote."}; }

Quote* find_round(Order& order, int round) {
  const auto quote = std::ranges::find(order.quotes, round, &Quote::round);
  return quote == order.quotes.end() ? nullptr : &*quote;
}

// Whether what the customer allowed beforehand covers the round as it would be taken without a choice.
bool covered(const Order& order, const Quote& quote) {
  return order.pre_authorised && order.pre_authorised->limit.currency == quote.currency &&
         totals(quote).gross <= order.pre_authorised->limit.amount;
}

void approve_beforehand(Order& order, Quote& quote, const Context& context) {
  std::vector<QuoteLineId> first_of_each;
  std::vector<std::string_view> groups;
  for (const auto& line : quote.lines)
    if (line.kind == LineKind::choice && std::ranges::find(groups, line.group) == groups.end()) {
      groups.push_back(line.group);
      first_of_each.push_back(line.id);
    }
  auto taken = take(quote, first_of_each);
  if (!taken) return;  // nothing but optional lines: the customer is to choose
  quote = *std::move(taken);
  quote.decision = Decision{.approved = true,
                            .at = context.now,
                            .method = DecisionMethod::pre_authorised,
                            .name = order.pre_authorised->name,
                            .reference = order.pre_authorised->reference};
  auto& event = add_event(order, EventKind::quote_decided, context);
  event.status = name(quote.state);
  event.subject = quote.id.uuid;
}

// The round reaches the customer: nothing about it changes from here on.
void send(Order& order, Quote& quote, const Context& context) {
  for (auto& other : order.quotes)
    if (other.state == QuoteState::sent) other.state = QuoteState::superseded;
  quote.state = QuoteState::sent;
  quote.sent_at = context.now;
  if (context.quote_sha256) quote.sha256 = context.quote_sha256(order.id, quote);
  add_event(order, EventKind::quote_sent, context).subject = quote.id.uuid;
  if (covered(order, quote)) approve_beforehand(order, quote, context);
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
    if (quote.state == QuoteState::draft) quote.state = QuoteState::superseded;

  auto& quote = order.quotes.emplace_back(Quote{
      .id = {context.new_id()},
      .round = order.quotes.empty() ? 1 : order.quotes.back().round + 1,
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
  if (draft.send) send(order, quote, context);
  return Changed::yes;
}

Outcome<Changed> change(Order& order, const SendQuote& wanted, const Context& context) {
  auto* quote = find_round(order, wanted.round);
  if (!quote) return no_such_round();
  if (quote->state == QuoteState::sent) return Changed::no;
  if (quote->state != QuoteState::draft) return conflict("Only a draft can be sent.");
  if (order.ended_at) return conflict("The order has ended; reopen it first.");
  if (quote->expires_at && *quote->expires_at <= context.now)
    return invalid("valid_until", "That day is over.");
  send(order, *quote, context);
  return Changed::yes;
}

Outcome<Changed> change(Order& order, const WithdrawQuote& wanted, const Context& context) {
  auto* quote = find_round(order, wanted.round);
  if (!quote) return no_such_round();
  if (quote->state == QuoteState::withdrawn) return Changed::no;
  const bool draft = quote->state == QuoteState::draft;
  if (!draft && quote->state != QuoteState::sent)
    return conflict("The quote was decided or replaced before.");
  quote->state = QuoteState::withdrawn;
  // Nobody has seen a draft: to throw it away is no event of the order.
  if (!draft) add_event(order, EventKind::quote_withdrawn, context).subject = quote->id.uuid;
  return Changed::yes;
}

Outcome<Changed> change(Order& order, const ExtendQuote& wanted, const Context& context) {
  auto* quote = find_round(order, wanted.round);
  if (!quote) return no_such_round();
  if (quote->state != QuoteState::sent) return conflict("Only a quote that waits for an answer is extended.");
  if (order.ended_at) return conflict("The order has ended; reopen it first.");
  const auto before = last_day(*quote);
  if (before == wanted.until) return Changed::no;
  if (!before) return invalid("valid_until", "This quote has no last day.");
  if (wanted.until < *before) return invalid("valid_until", "An extension ends later than before.");
  if (wanted.expires_at <= context.now) return invalid("valid_until", "That day is over.");
  quote->extended_until = wanted.until;
  quote->expires_at = wanted.expires_at;
  add_event(order, EventKind::quote_extended, context).subject = quote->id.uuid;
  return Changed::yes;
}

Outcome<Changed> change(Order& order, const PreAuthorise& wanted, const Context& context) {
  if (const auto checked = check_text(wanted.name, longest_name, "name"); !checked) return checked.error();
  if (const auto checked = check_text(wanted.reference, longest_name, "reference"); !checked)
    return checked.error();
  if (order.ended_at) return conflict("The order has ended; reopen it first.");
  if (!wanted.limit) {
    if (!order.pre_authorised) return Changed::no;
    order.pre_authorised.reset();
    return Changed::yes;
  }
  if (wanted.limit->amount <= 0) return invalid("limit", "A limit is positive.");
  if (wanted.name.empty()) return invalid("name", "Somebody allowed it.");
  order.pre_authorised = PreAuthorisation{*wanted.limit, wanted.name, wanted.reference, context.now};
  return Changed::yes;
}

}  // namespace orders
