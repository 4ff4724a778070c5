#include "server/messages/live_link.hpp"

#include "server/admin/links.hpp"

#include <algorithm>

namespace server {

orders::Channel channel_of(orders::Route route) {
  switch (route) {
    case orders::Route::email: return orders::Channel::email;
    case orders::Route::sms: return orders::Channel::sms;
    case orders::Route::whatsapp: break;
  }
  return orders::Channel::whatsapp;
}

Task<std::string> live_link(Services& services, const orders::Shop& shop, const orders::Order& order,
                            orders::Route route, orders::Instant at, std::optional<orders::LinkUid> wanted) {
  const auto settings = services.settings();
  const auto policy = policy_of(shop, settings->config.links);
  const auto channel = channel_of(route);
  const auto opens = [&](const orders::Link& link) {
    return orders::link_access(link, order, policy, at).access != orders::Access::gone;
  };
  auto links = co_await services.store.links(order.shop, order.id);
  const auto is_wanted = [&](const orders::Link& link) { return wanted && link.id == *wanted; };
  std::ranges::stable_partition(links, is_wanted);
  for (const auto& link : links) {
    if ((link.channel != channel && !is_wanted(link)) || !opens(link)) continue;
    const auto sealed = co_await services.store.sealed_link(order.shop, link.id);
    if (const auto url = sealed ? reveal_url(*settings, *sealed) : std::nullopt) co_return *url;
  }
  auto fresh = mint_link(*settings, order.shop, order.id, channel, at);
  if (!opens(fresh.sealed.link)) co_return "";
  const orders::Actor house{};
  const auto added = co_await services.store.add_link(std::move(fresh.sealed), house, at);
  if (!added) co_return "";
  co_return fresh.url;
}

}  // namespace server
