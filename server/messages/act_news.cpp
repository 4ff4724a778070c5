#include "server/messages/act_news.hpp"

#include <algorithm>

namespace server {

std::optional<views::ActReceipt> act_of(const orders::Order& order, orders::EventId id) {
  const auto found = std::ranges::find(order.events, id, &orders::Event::id);
  if (found == order.events.end()) return std::nullopt;
  const auto& event = *found;
  using orders::EventKind;
  views::ActReceipt receipt{.order = order.number, .at = event.at, .reference = event.id.text()};
  const auto quote = std::ranges::find(order.quotes, event.subject.value_or(orders::Uuid{}),
                                       [](const orders::Quote& q) { return q.id.uuid; });
  const auto signature = std::ranges::find(order.signatures, event.subject.value_or(orders::Uuid{}),
                                           [](const orders::Signature& s) { return s.id.uuid; });
  switch (event.kind) {
    case EventKind::quote_decided:
      if (quote == order.quotes.end()) return std::nullopt;
      receipt.act =
          event.status == name(orders::QuoteState::declined) ? views::Act::decline : views::Act::approve;
      receipt.in_part = event.status == name(orders::QuoteState::partially_approved);
      if (quote->decision) receipt.name = quote->decision->name;
      if (receipt.act == views::Act::approve)
        receipt.amount = orders::Money{totals(*quote).gross, quote->currency};
      return receipt;
    case EventKind::decision_undone: receipt.act = views::Act::undo; return receipt;
    case EventKind::document_signed:
      if (signature == order.signatures.end()) return std::nullopt;
      receipt.act = views::Act::sign;
      receipt.document = event.note;
      receipt.name = signature->name;
      return receipt;
    case EventKind::delegate_named: receipt.act = views::Act::name_delegate; return receipt;
    default: return std::nullopt;
  }
}

}  // namespace server
