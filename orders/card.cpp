#include "orders/card.hpp"

#include "orders/names.hpp"

#include <algorithm>
#include <ranges>

namespace orders {

namespace {

constexpr Names<QuoteStanding, 7> standings{
    {"none", "draft", "waiting", "approved", "partially_approved", "declined", "expired"}};

// "Apple iPhone 13 +2".
std::string device_label(const Order& order) {
  if (order.devices.empty()) return {};
  const auto& first = order.devices.front();
  auto label = first.brand;
  if (!label.empty() && !first.model.empty()) label += ' ';
  label += first.model;
  if (first.model.empty()) label += label.empty() ? first.kind : ' ' + first.kind;
  if (const auto more = order.devices.size() - 1; more > 0) label += " +" + std::to_string(more);
  return label;
}

std::string status_of(const Order& order, const StatusTable& statuses) {
  if (order.devices.empty()) return {};
  const auto behind = [&](const Device& device) { return step(device, statuses); };
  return std::ranges::min_element(order.devices, {}, behind)->status;
}

QuoteStanding standing_of(const Order& order) {
  if (const auto* quote = quote_in_force(order)) {
    switch (quote->state) {
      case QuoteState::approved: return QuoteStanding::approved;
      case QuoteState::partially_approved: return QuoteStanding::partially_approved;
      case QuoteState::declined: return QuoteStanding::declined;
      case QuoteState::expired: return QuoteStanding::expired;
      default: return QuoteStanding::waiting;
    }
  }
  const auto draft = [](const Quote& quote) { return quote.state == QuoteState::draft; };
  return std::ranges::any_of(order.quotes, draft) ? QuoteStanding::draft : QuoteStanding::none;
}

int unanswered(const Order& order) {
  const auto by_customer = [](const Message& message) { return message.from.kind == ActorKind::customer; };
  return static_cast<int>(
      std::ranges::distance(order.messages | std::views::reverse | std::views::take_while(by_customer)));
}

}  // namespace

std::string_view name(QuoteStanding standing) { return standings.of(standing); }
std::optional<QuoteStanding> parse_quote_standing(std::string_view name) { return standings.parse(name); }

OrderCard card_of(const Order& order, Currency shop_currency, const StatusTable& statuses) {
  const auto sums = payment_summary(order, shop_currency);
  OrderCard card{.id = order.id,
                 .location = order.location,
                 .number = order.number,
                 .customer = order.customer.name,
                 .device = device_label(order),
                 .stage = stage(order, statuses),
                 .status = status_of(order, statuses),
                 .quote = standing_of(order),
                 .promised_at = order.promised_at,
                 .balance = sums.balance,
                 .currency = sums.currency,
                 .unanswered = unanswered(order),
                 .open = !order.ended_at,
                 .created_at = order.created_at,
                 .updated_at = order.updated_at,
                 .version = order.version};
  if (card.quote == QuoteStanding::waiting) card.expires_at = quote_in_force(order)->expires_at;
  return card;
}

QuoteStanding standing_at(const OrderCard& card, Instant now) {
  const bool over = card.quote == QuoteStanding::waiting && card.expires_at && *card.expires_at <= now;
  return over ? QuoteStanding::expired : card.quote;
}

}  // namespace orders
