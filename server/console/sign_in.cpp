#include "server/clock.hpp"
#include "server/console/answers.hpp"
#include "server/console/cookies.hpp"
#include "server/console/handlers.hpp"
#include "server/console/opening.hpp"
#include "server/console/same_site.hpp"
#include "server/services.hpp"
#include "tokens/api_key.hpp"
#include "views/console/door.hpp"

namespace server {

Task<Response> show_console(Services&, const Request&, Captures) { co_return see_other(way_back("")); }

Task<Response> show_sign_in(Services& services, const Request& request, Captures) {
  if (!keeps_cookies(request))
    co_return door_page(services, "Not encrypted", views::setback(views::Setback::insecure), 403);
  const auto next = way_back(request.parameter("next").value_or(""));
  co_return door_page(services, "Sign in", views::sign_in_form("", next, {}));
}

// Looking uses nothing up: mail scanners and chat previews open every link.
Task<Response> show_one_time(Services& services, const Request& request, Captures captures) {
  if (!keeps_cookies(request))
    co_return door_page(services, "Not encrypted", views::setback(views::Setback::insecure), 403);
  const auto token = tokens::hash_one_time_token(captures[0]);
  std::optional<store::Staff> staff;
  if (token) staff = co_await services.store.find_sign_in(*token, now());
  if (!staff) co_return door_page(services, "Link used", views::one_time_over(), 410);
  const auto shop = co_await services.store.shop(staff->member.shop);
  co_return door_page(services, "Sign in", views::one_time_form(shop->name, std::string(request.path)));
}

Task<Response> sign_in_once(Services& services, const Request& request, Captures captures) {
  if (!keeps_cookies(request))
    co_return door_page(services, "Not encrypted", views::setback(views::Setback::insecure), 403);
  if (!is_same_site(request)) co_return from_elsewhere(services);
  const auto at = now();
  const auto token = tokens::hash_one_time_token(captures[0]);
  std::optional<store::Staff> staff;
  if (token) staff = co_await services.store.find_sign_in(*token, at);
  bool taken = false;
  if (staff) taken = co_await services.store.take_sign_in(*token, at);
  if (!taken) co_return door_page(services, "Link used", views::one_time_over(), 410);
  co_return co_await open_session(services, request, *staff, tokens::Entrance::link, "");
}

}  // namespace server
