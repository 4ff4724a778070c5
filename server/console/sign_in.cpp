#include "server/clock.hpp"
#include "server/console/answers.hpp"
#include "server/console/cookies.hpp"
#include "server/console/handlers.hpp"
#include "server/console/opening.hpp"
#include "server/console/passwords.hpp"
#include "server/http/form.hpp"
#include "server/http/limits.hpp"
#include "server/log.hpp"
#include "server/services.hpp"
#include "tokens/api_key.hpp"
#include "tokens/known_device.hpp"
#include "views/console/door.hpp"

#include <algorithm>

namespace server {

namespace {

constexpr std::string_view wrong = "This e-mail address and this password do not belong together.";

// The browser's id where one of these people signed in with it before.
std::string device_known_to(const Settings& settings, const Request& request,
                            const std::vector<store::Staff>& people) {
  for (const auto& staff : people)
    if (auto id = tokens::device_of(settings.keys, cookie(request, device_cookie), staff.member.id))
      return *id;
  return {};
}

}  // namespace

Task<Response> show_console(Services&, const Request&, Captures) { co_return see_other(way_back("")); }

Task<Response> show_sign_in(Services& services, const Request& request, Captures) {
  if (!keeps_cookies(request)) co_return not_encrypted(services);
  const auto next = way_back(request.parameter("next").value_or(""));
  co_return door_page(services, "Sign in", views::sign_in_form("", next, {}));
}

Task<Response> sign_in(Services& services, const Request& request, Captures) {
  if (auto answer = refused_at_door(services, request)) co_return *std::move(answer);
  const auto form = read_form(request);
  if (!form) co_return unreadable_at_door(services);
  const auto email = lower_trimmed(form->first("email").value_or(""));
  const auto next = way_back(form->first("next").value_or(""));
  const auto again = [&](int status, std::string_view fault) {
    return door_page(services, "Sign in",
                     views::sign_in_form(email, next, {{"password", std::string(fault)}}), status);
  };

  auto people = co_await services.store.staff_by_email(email);
  const LoginTry login{email, request.client, device_known_to(*services.settings(), request, people)};
  if (const auto wait = services.limits.login(login, now()); wait.count() > 0) {
    log_security("sign-in locked", {{"id", request.id}, {"client", shorten_ip(request.client)}});
    auto response = again(429, too_many_tries(wait));
    response.headers.emplace_back("Retry-After", std::to_string(wait.count()));
    co_return response;
  }
  std::vector<std::string> hashes;
  for (const auto& staff : people) hashes.push_back(staff.password_hash);
  auto password = std::string(form->first("password").value_or(""));
  const auto tried = co_await try_password(services, std::move(hashes), std::move(password));
  if (!tried)
    co_return again(503, "Too many people are signing in at this moment. Try again in a few seconds.");
  if (!tried->whose) {
    log_security("wrong sign-in", {{"id", request.id}, {"client", shorten_ip(request.client)}});
    co_return again(422, wrong);
  }
  services.limits.login_was_right(login);
  const auto& staff = people[*tried->whose];
  const auto& member = staff.member;
  if (!tried->rehashed.empty())
    co_await services.store.rehash_password(member.shop, member.id, staff.password_hash, tried->rehashed);
  co_return co_await admit(services, request, staff, tokens::Entrance::password, next);
}

// Looking uses nothing up: mail scanners and chat previews open every link.
Task<Response> show_one_time(Services& services, const Request& request, Captures captures) {
  if (!keeps_cookies(request)) co_return not_encrypted(services);
  const auto token = tokens::hash_one_time_token(captures[0]);
  std::optional<store::Staff> staff;
  if (token) staff = co_await services.store.find_sign_in(*token, now());
  if (!staff) co_return door_page(services, "Link used", views::one_time_over(), 410);
  const auto shop = co_await services.store.shop(staff->member.shop);
  co_return door_page(services, "Sign in", views::one_time_form(shop->name, std::string(request.path)));
}

Task<Response> sign_in_once(Services& services, const Request& request, Captures captures) {
  if (auto answer = refused_at_door(services, request)) co_return *std::move(answer);
  const auto at = now();
  const auto token = tokens::hash_one_time_token(captures[0]);
  std::optional<store::Staff> staff;
  if (token) staff = co_await services.store.find_sign_in(*token, at);
  bool taken = false;
  if (staff) taken = co_await services.store.take_sign_in(*token, at);
  if (!taken) co_return door_page(services, "Link used", views::one_time_over(), 410);
  // Who has no password yet is asked for one, and can go past it.
  const std::string_view next = staff->member.has_password ? "" : "/staff/me?welcome=yes";
  co_return co_await admit(services, request, *staff, tokens::Entrance::link, next);
}

}  // namespace server
