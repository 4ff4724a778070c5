#include "server/asset_shelf.hpp"
#include "server/clock.hpp"
#include "server/house_contact.hpp"
#include "server/json/customer_json.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/entry.hpp"
#include "server/pages/handlers.hpp"
#include "server/pages/user_agent.hpp"
#include "server/pages/visit.hpp"
#include "server/services.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

namespace server {

namespace {

Task<void> note_preview(store::Store& store, store::LinkKey key) {
  const auto noted = co_await store.note_preview(key);
  static_cast<void>(noted);  // the link was there a moment ago
}

// Counted apart from people, and beside the answer: the page does not wait for it, nor fail with it.
Task<void> count_preview(Services& services, const Request& request, const Visit& visit) {
  if (request.method == Method::head || !is_preview(request.header("user-agent"))) co_return;
  const auto executor = co_await boost::asio::this_coro::executor;
  const auto in_vain = [](std::exception_ptr) {};
  boost::asio::co_spawn(executor, note_preview(services.store, visit.key), in_vain);
}

}  // namespace

Task<Response> show_order(Services& services, const Request& request, Captures captures) {
  auto visit = co_await open_visit(services, request, captures[0], Needs::glance);
  if (auto* answer = std::get_if<Response>(&visit)) co_return std::move(*answer);
  const auto& here = std::get<Visit>(visit);
  co_await count_preview(services, request, here);
  if (here.locked && here.found.shop.entry == orders::Entry::login)
    co_return entry_answer(request, here, wants_json(request) ? 403 : 200);
  if (wants_json(request)) co_return here.marked(json_answer(200, customer_json(here.view())));
  auto view = here.view();
  const auto asked = entry_form(here);
  if (here.locked) view.entry = &asked;
  co_return here.marked(page(200, views::order_page(view, *here.locale, here.assets).html));
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
