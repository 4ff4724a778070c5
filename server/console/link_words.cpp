#include "server/console/link_words.hpp"

#include "server/console/order_desk.hpp"
#include "server/services.hpp"
#include "views/messages/template.hpp"

#include <algorithm>

namespace server {

namespace {

std::optional<orders::Route> route_of(orders::Channel channel) {
  switch (channel) {
    case orders::Channel::sms: return orders::Route::sms;
    case orders::Channel::whatsapp: return orders::Route::whatsapp;
    case orders::Channel::email: return orders::Route::email;
    default: return std::nullopt;
  }
}

}  // namespace

Task<views::SharedLink> words_of_link(Services& services, const Desk& desk, const orders::Order& order,
                                      orders::Channel channel, std::string url) {
  const auto route = route_of(channel);
  if (!route) co_return views::shared_link(channel, order.customer, url, "", url);
  const auto& locale = views::Locale::choose("", order.customer.locale, "", desk.shop.locale);
  const auto own = co_await services.store.templates(desk.shop.id);
  const auto words = views::words_for(own, orders::Topic::invite, *route, locale);
  const auto location = std::ranges::find(desk.locations, order.location, &orders::Location::id);
  const auto zone = zone_at(desk, order);
  const views::ShopContact contact{desk.shop, *location, zone, desk.at};
  const auto values = views::message_values(orders::Topic::invite, contact, order, url, locale);
  if (*route != orders::Route::email) {
    auto text = views::short_message(words, values, locale);
    co_return views::shared_link(channel, order.customer, std::move(url), "", std::move(text));
  }
  auto subject = views::fill_template(words.subject, values, locale);
  // Who writes stands below what the shop itself sends; here it is the sender's own mail.
  auto text = views::fill_template(words.body, values, locale) + "\n\n" + values.shop;
  if (!values.phone.empty()) text += "\n" + values.phone;
  co_return views::shared_link(channel, order.customer, std::move(url), std::move(subject), std::move(text));
}

}  // namespace server
