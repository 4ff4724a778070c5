#include "tokens/unsubscribe.hpp"
#include "server/asset_shelf.hpp"
#include "server/clock.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/handlers.hpp"
#include "server/services.hpp"
#include "views/messages/unsubscribe.hpp"
#include "views/zone.hpp"

#include <algorithm>

namespace server {

namespace {

// What the address means, and all that its pages show.
struct Leaving {
  tokens::Unsubscribe what{};
  orders::Shop shop{};
  orders::Location place{};
  orders::Customer customer{};
  orders::Zone zone{};
  const views::Locale* locale = nullptr;
  views::PageAssets assets;

  views::ShopContact contact() const { return {shop, place, zone, now()}; }
};

Task<std::optional<Leaving>> read(Services& services, const Request& request, std::string_view token) {
  const auto settings = services.settings();
  const auto what = tokens::open_unsubscribe(settings->keys, token);
  if (!what) co_return std::nullopt;
  const auto order = co_await services.store.find_order(what->shop, what->order);
  const auto shop = co_await services.store.shop(what->shop);
  const auto locations = co_await services.store.locations(what->shop);
  if (!order || !shop || locations.empty()) co_return std::nullopt;
  const auto here = std::ranges::find(locations, order->location, &orders::Location::id);
  const auto& place = here == locations.end() ? locations.front() : *here;
  const auto branding = orders::effective_branding(*shop, place);
  Leaving leaving{.what = *what,
                  .shop = *shop,
                  .place = place,
                  .customer = order->customer,
                  .zone = views::load_zone(place.zone).value_or(orders::Zone{}),
                  .locale = &locale_of(request, order->customer.locale, shop->locale),
                  .assets = services.assets.for_page(branding, settings->public_url)};
  co_return leaving;
}

}  // namespace

Task<Response> ask_unsubscribe(Services& services, const Request& request, Captures captures) {
  const auto leaving = co_await read(services, request, captures[0]);
  if (!leaving) co_return unknown(services, request);
  const auto& [what, shop, place, customer, zone, locale, assets] = *leaving;
  co_return page(200, views::unsubscribe_page(leaving->contact(), what.route, request.path, *locale, assets));
}

// RFC 8058: mail programs post this by themselves when their user presses *unsubscribe*, without cookies and
// without a page to look at.
Task<Response> unsubscribe(Services& services, const Request& request, Captures captures) {
  const auto leaving = co_await read(services, request, captures[0]);
  if (!leaving) co_return unknown(services, request);
  const auto& [what, shop, place, customer, zone, locale, assets] = *leaving;
  const auto contact = what.route == orders::Route::email ? customer.email : customer.phone;
  // A contact that was corrected meanwhile is somebody else's.
  if (what.is_contact(contact)) {
    const auto out =
        co_await services.store.set_opt_out(shop.id, what.route, contact, true, "unsubscribe", now());
    if (!out) co_return trouble(services, &request, 503, views::Trouble::unavailable);
  }
  co_return page(200, views::unsubscribed_page(leaving->contact(), what.route, *locale, assets));
}

}  // namespace server
