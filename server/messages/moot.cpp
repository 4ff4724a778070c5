#include "server/messages/letter.hpp"

#include <algorithm>

namespace server {

namespace {

using orders::Topic;

// What follows the colon in a key: "in_progress" of "status_changed:in_progress".
std::string_view rest_of(std::string_view key) {
  const auto colon = key.find(':');
  return colon == key.npos ? std::string_view{} : key.substr(colon + 1);
}

bool waits_for_answer(const store::Notice& notice, const orders::Order& order, orders::Instant at) {
  const auto* quote = quote_in_force(order);
  if (!quote || state_at(*quote, at) != orders::QuoteState::sent || order.ended_at) return false;
  const auto round = rest_of(notice.key);
  return notice.topic != Topic::quote_ready || round.empty() || round == std::to_string(quote->round);
}

}  // namespace

std::optional<std::string> moot(const store::Notice& notice, const orders::Order& order,
                                const orders::Shop& shop, orders::Instant at) {
  const auto& statuses = orders::StatusTable::standard();
  const auto now_at = step(order, statuses);
  if (!shop.portal_enabled) return "the shop has switched its pages off";
  switch (notice.topic) {
    case Topic::confirmation:
    case Topic::invite:
      if (order.ended_at) return "the order has ended";
      break;
    case Topic::status_changed: {
      const auto told = rest_of(notice.key);
      if (order.ended_at || (!told.empty() && told != name(now_at))) return "the order has moved on";
      break;
    }
    case Topic::quote_ready:
    case Topic::quote_reminder:
      if (!waits_for_answer(notice, order, at)) return "the quote no longer waits for an answer";
      break;
    case Topic::ready:
    case Topic::collection_reminder:
      if (order.ended_at || now_at != orders::Step::ready) return "the order is not waiting to be collected";
      break;
    case Topic::receipt:
      if (!order.ended_at || order.cancelled) return "the order is not completed";
      break;
    case Topic::payment_reminder:
      if (payment_summary(order, shop.currency).balance <= 0) return "nothing is to be paid";
      break;
    default: break;
  }
  return std::nullopt;
}

}  // namespace server
