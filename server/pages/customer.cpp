#include "server/asset_shelf.hpp"
#include "server/clock.hpp"
#include "server/house_contact.hpp"
#include "server/json/customer_json.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/handlers.hpp"
#include "server/pages/visit.hpp"
#include "server/services.hpp"

namespace server {

Task<Response> show_order(Services& services, const Request& request, Captures captures) {
  auto visit = co_await open_visit(services, request, captures[0], Needs::view);
  if (auto* answer = std::get_if<Response>(&visit)) co_return std::move(*answer);
  const auto& here = std::get<Visit>(visit);
  if (wants_json(request)) co_return here.marked(json_answer(200, customer_json(here.view())));
  co_return here.marked(page(200, views::order_page(here.view(), *here.locale, here.assets).html));
}

Task<Response> show_front(Services& services, const Request& request, Captures) {
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
