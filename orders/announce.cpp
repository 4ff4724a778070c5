#include "orders/announce.hpp"

#include "orders/names.hpp"

#include <algorithm>

namespace orders {

namespace {

constexpr Names<News, news_count> all_news{{"order.created", "order.stage_changed", "quote.sent",
                                            "quote.approved", "quote.declined", "document.signed",
                                            "payment.recorded", "payment.refunded", "message.received",
                                            "link.first_seen", "link.revoked", "request.created"}};

bool takes_money_back(std::string_view kind) {
  return kind == name(PaymentKind::refund) || kind == name(PaymentKind::dispute);
}

std::string round_of(const Order& order, const Event& event) {
  const auto quote = std::ranges::find(order.quotes, event.subject, [](const Quote& q) { return q.id.uuid; });
  return quote == order.quotes.end() ? std::string{} : std::to_string(quote->round);
}

std::string purpose_of(const Order& order, const Event& event) {
  const auto signature =
      std::ranges::find(order.signatures, event.subject, [](const Signature& s) { return s.id.uuid; });
  if (signature == order.signatures.end()) return {};
  const auto document = std::ranges::find(order.documents, signature->document, &Document::id);
  return document == order.documents.end() ? std::string{} : std::string(name(document->purpose));
}

// What one event is told as by itself; stages are told once a change, however many devices moved.
std::optional<Announcement> told_as(const Event& event, const Order& after, const StatusTable& statuses) {
  Announcement told{.event = event.id, .at = event.at, .subject = event.subject, .by = event.actor.kind};
  const auto as = [&told](News news, std::string detail) {
    told.news = news;
    told.detail = std::move(detail);
    return told;
  };
  switch (event.kind) {
    case EventKind::order_created: return as(News::order_created, std::string(name(stage(after, statuses))));
    case EventKind::quote_sent: return as(News::quote_sent, round_of(after, event));
    case EventKind::quote_decided:
      return as(event.status == name(QuoteState::declined) ? News::quote_declined : News::quote_approved,
                round_of(after, event));
    case EventKind::document_signed: return as(News::document_signed, purpose_of(after, event));
    case EventKind::payment_recorded:
      return as(takes_money_back(event.status) ? News::payment_refunded : News::payment_recorded,
                event.status);
    case EventKind::message:
      if (event.actor.kind != ActorKind::customer) return std::nullopt;
      return as(News::message_received, {});
    case EventKind::link_revoked: return as(News::link_revoked, event.status);
    default: return std::nullopt;
  }
}

bool moves(const Event& event) {
  return event.kind == EventKind::device_status || event.kind == EventKind::stage_set;
}

}  // namespace

std::string_view name(News news) { return all_news.of(news); }
std::optional<News> parse_news(std::string_view name) { return all_news.parse(name); }

bool alerts_staff(News news) {
  switch (news) {
    case News::quote_approved:
    case News::quote_declined:
    case News::document_signed:
    case News::payment_recorded:
    case News::payment_refunded:
    case News::message_received:
    case News::link_first_seen:
    case News::request_created: return true;
    default: return false;
  }
}

bool alerts_staff(const Announcement& announcement) {
  return alerts_staff(announcement.news) &&
         (announcement.by == ActorKind::customer || announcement.by == ActorKind::provider);
}

std::vector<Announcement> announce(const Order& before, const Order& after, const StatusTable& statuses) {
  std::vector<Announcement> all;
  const auto reached = stage(after, statuses);
  const bool moved = !before.events.empty() && stage(before, statuses) != reached;
  const Event* last_move = nullptr;
  for (std::size_t i = before.events.size(); moved && i < after.events.size(); ++i)
    if (moves(after.events[i])) last_move = &after.events[i];

  for (std::size_t i = before.events.size(); i < after.events.size(); ++i) {
    const auto& event = after.events[i];
    if (auto told = told_as(event, after, statuses)) all.push_back(*std::move(told));
    if (&event == last_move)
      all.push_back({.news = News::order_stage_changed,
                     .event = event.id,
                     .at = event.at,
                     .detail = std::string(name(reached)),
                     .by = event.actor.kind});
  }
  return all;
}

}  // namespace orders
