#include "server/pages/handlers.hpp"

#include "server/asset_shelf.hpp"
#include "server/clock.hpp"
#include "server/house_contact.hpp"
#include "server/json/customer_json.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"
#include "tokens/code.hpp"
#include "views/zone.hpp"

namespace server {

namespace {

Response wrong_code(Services& services, const Request& request) {
  auto response = unknown(services, request);
  response.bad_code = true;
  return response;
}

Response switched_off(Services& services, const store::LinkedOrder& found, const views::ShopContact& contact,
                      const views::Locale& locale) {
  if (!found.shop.portal_redirect.empty()) {
    auto away = page(302, "");
    away.headers.emplace_back("Location", found.shop.portal_redirect);
    return away;
  }
  const auto assets = services.assets.for_page(orders::effective_branding(found.shop, found.location),
                                               services.settings()->public_url);
  return page(200, views::switched_off_page(contact, locale, assets));
}

// The answer behind a link that exists, whatever it opens to now.
Response opened(Services& services, const Request& request, const store::LinkedOrder& found) {
  const auto settings = services.settings();
  const auto at = now();
  const auto zone = views::load_zone(found.location.zone).value_or(orders::Zone{});
  const auto& locale = locale_of(request, found.order.customer.locale, found.shop.locale);
  const views::ShopContact contact{found.shop, found.location, zone, at};
  if (!found.shop.portal_enabled) return switched_off(services, found, contact, locale);

  const auto standing = orders::link_access(found.link, found.order, settings->config.links, at);
  const auto assets =
      services.assets.for_page(orders::effective_branding(found.shop, found.location), settings->public_url);
  if (standing.access == orders::Access::gone) {
    if (wants_json(request)) return problem(410, "Gone", "this link has ended");
    return page(410, views::ended_page(contact, {}, locale, assets));
  }
  const views::OrderView view{found.shop, found.location, found.order, found.link, standing, zone, at};
  if (wants_json(request)) return json_answer(200, customer_json(view));
  return page(200, views::order_page(view, locale, assets).html);
}

}  // namespace

Task<Response> show_order(Services& services, const Request& request,
                          std::span<const std::string_view> captures) {
  // The keyed check in the code refuses a guess here, before anything is looked up.
  const auto code = tokens::Code::parse(captures[0], services.settings()->keys);
  if (!code) co_return wrong_code(services, request);
  const auto key = code->link_id();
  const auto found = co_await services.store.find_link(key);
  if (!found) co_return wrong_code(services, request);
  auto response = opened(services, request, *found);
  response.link_fingerprint = tokens::fingerprint(key);
  response.shop = found->shop.slug;
  co_return response;
}

Task<Response> show_front(Services& services, const Request& request, std::span<const std::string_view>) {
  const auto house = services.house.get();
  const auto& locale =
      locale_of(request, {}, house ? std::string_view(house->shop.locale) : std::string_view{});
  const auto branding = house ? orders::effective_branding(house->shop, house->location) : orders::Branding{};
  const auto assets = services.assets.for_page(branding, services.settings()->public_url);
  if (!house) co_return page(200, views::front_page(nullptr, locale, assets));
  const views::ShopContact contact{house->shop, house->location, house->zone, now()};
  co_return page(200, views::front_page(&contact, locale, assets));
}

}  // namespace server
