#include "server/letters.hpp"

#include "server/admin/links.hpp"
#include "server/clock.hpp"
#include "views/sms.hpp"
#include "views/zone.hpp"

#include <algorithm>

namespace server {

namespace {

// The act that an event of the order tells of; nullopt for one that is no act of a customer.
std::optional<views::ActReceipt> receipt_of(const orders::Order& order, const orders::Event& event) {
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

// An open link that already goes by this route, so that a receipt can lead back to the page.
Task<std::string> link_by(Services& services, const orders::Order& order, store::Route route) {
  const auto settings = services.settings();
  const auto channel = route == store::Route::email ? orders::Channel::email : orders::Channel::sms;
  const auto links = co_await services.store.links(order.shop, order.id);
  for (const auto& link : links) {
    if (link.channel != channel || link.revoked_at) continue;
    const auto sealed = co_await services.store.sealed_link(order.shop, link.id);
    if (sealed) co_return reveal_url(*settings, *sealed).value_or("");
  }
  co_return "";
}

}  // namespace

Task<std::optional<Letter>> write_letter(Services& services, const store::Notice& notice) {
  const auto settings = services.settings();
  if (!notice.order) co_return std::nullopt;
  const auto order = co_await services.store.find_order(notice.shop, *notice.order);
  const auto shop = co_await services.store.shop(notice.shop);
  if (!order || !shop) co_return std::nullopt;
  const auto locations = co_await services.store.locations(notice.shop);
  const auto here = std::ranges::find(locations, order->location, &orders::Location::id);
  if (here == locations.end()) co_return std::nullopt;

  const bool by_mail = notice.route == store::Route::email;
  Letter letter{.to = by_mail ? order->customer.email : order->customer.phone,
                .customer = order->customer.name,
                .shop_name = shop->name,
                .shop_address = here->contact.email,
                .order = order->id.text()};
  if (letter.to.empty()) co_return std::nullopt;
  const auto zone = views::load_zone(here->zone).value_or(orders::Zone{});
  const views::ShopContact contact{*shop, *here, zone, now()};
  const auto& locale = views::Locale::choose("", order->customer.locale, "", shop->locale);

  if (notice.topic == orders::Topic::new_link && notice.link) {
    const auto sealed = co_await services.store.sealed_link(notice.shop, *notice.link);
    const auto url = sealed ? reveal_url(*settings, *sealed) : std::nullopt;
    if (!url) co_return std::nullopt;
    const auto standing = orders::link_access(sealed->link, *order, settings->config.links, contact.now);
    if (standing.access == orders::Access::gone) co_return std::nullopt;
    const views::NewLink news{order->number, *url, true, standing.until};
    letter.mail = views::new_link_mail(news, contact, locale);
    letter.sms = views::new_link_sms(news, contact, locale);
    co_return letter;
  }
  const auto event = notice.event ? std::ranges::find(order->events, *notice.event, &orders::Event::id)
                                  : order->events.end();
  auto receipt = event == order->events.end() ? std::nullopt : receipt_of(*order, *event);
  if (!receipt) co_return std::nullopt;
  receipt->link = co_await link_by(services, *order, notice.route);
  letter.mail = views::act_receipt_mail(*receipt, contact, locale);
  letter.sms = views::act_receipt_sms(*receipt, contact, locale);
  co_return letter;
}

}  // namespace server
