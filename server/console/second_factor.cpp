#include "server/clock.hpp"
#include "server/console/answers.hpp"
#include "server/console/code_check.hpp"
#include "server/console/cookies.hpp"
#include "server/console/handlers.hpp"
#include "server/console/opening.hpp"
#include "server/console/ticket.hpp"
#include "server/http/form.hpp"
#include "server/http/limits.hpp"
#include "server/log.hpp"
#include "server/services.hpp"
#include "tokens/known_device.hpp"
#include "views/console/door.hpp"

namespace server {

Task<Response> check_code(Services& services, const Request& request, Captures) {
  if (auto answer = refused_at_door(services, request)) co_return *std::move(answer);
  const auto form = read_form(request);
  if (!form) co_return unreadable_at_door(services);
  const auto settings = services.settings();
  const auto sealed = form->first("ticket").value_or("");
  const auto ticket = open_ticket(settings->keys, sealed, now());
  std::optional<store::Staff> staff;
  if (ticket) staff = co_await services.store.find_staff(ticket->shop, ticket->staff);
  if (!staff || staff->member.disabled_at) co_return see_other("/staff/sign-in");

  const auto device = tokens::device_of(settings->keys, cookie(request, device_cookie), ticket->staff);
  const auto code = std::string(form->first("code").value_or(""));
  const auto check = co_await check_second_factor(services, request, *staff, code, device.value_or(""));
  if (!check.empty())
    co_return door_page(services, "Second factor", views::code_form(sealed, {{"code", check}}), 422);
  co_return co_await open_session(services, request, *staff, ticket->by, ticket->next);
}

}  // namespace server
