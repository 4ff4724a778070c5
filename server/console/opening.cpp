#include "server/console/opening.hpp"

#include "server/clock.hpp"
#include "server/console/answers.hpp"
#include "server/console/cookies.hpp"
#include "server/console/same_site.hpp"
#include "server/console/ticket.hpp"
#include "server/log.hpp"
#include "server/pages/user_agent.hpp"
#include "server/services.hpp"
#include "tokens/known_device.hpp"
#include "tokens/uuid.hpp"
#include "views/console/door.hpp"

#include <fmt/format.h>

namespace server {

namespace {

constexpr auto device_life = std::chrono::hours{24 * 400};  // the longest that browsers keep

}  // namespace

std::optional<Response> refused_at_door(Services& services, const Request& request) {
  if (!keeps_cookies(request)) return not_encrypted(services);
  if (!is_same_site(request)) return from_elsewhere(services);
  return std::nullopt;
}

Response not_encrypted(Services& services) {
  return door_page(services, views::setback_title(views::Setback::insecure),
                   views::setback(views::Setback::insecure), 403);
}

Response unreadable_at_door(Services& services) {
  return door_page(services, views::setback_title(views::Setback::unreadable),
                   views::setback(views::Setback::unreadable), 400);
}

std::string too_many_tries(std::chrono::seconds wait) {
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(wait).count();
  return fmt::format("Too many wrong tries. Try again in {} {}.", minutes,
                     minutes == 1 ? "minute" : "minutes");
}

std::string lower_trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\n");
  if (from == text.npos) return {};
  std::string out(text.substr(from, text.find_last_not_of(" \t\n") + 1 - from));
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

Task<Response> admit(Services& services, const Request& request, const store::Staff& staff,
                     tokens::Entrance by, std::string_view next) {
  const auto& member = staff.member;
  if (staff.sealed_totp.empty()) co_return co_await open_session(services, request, staff, by, next);
  const auto settings = services.settings();
  const Ticket ticket{member.shop, member.id, by, now(), std::string(next)};
  co_return door_page(services, "Second factor", views::code_form(seal_ticket(settings->keys, ticket), {}));
}

Task<Response> open_session(Services& services, const Request& request, const store::Staff& staff,
                            tokens::Entrance by, std::string_view next) {
  const auto at = now();
  const auto& member = staff.member;
  const auto secret = tokens::mint_session(by);
  orders::StaffSession session{.id = {tokens::new_uuid(at)},
                               .staff = member.id,
                               .shop = member.shop,
                               .created_at = at,
                               .seen_at = at,
                               .device = browser_of(request.header("user-agent")),
                               .ip = shorten_ip(request.client)};
  // A browser holds one session: the one it had ends.
  if (const auto before = tokens::parse_session(cookie(request, session_cookie))) {
    const auto held = co_await services.store.find_session(before->hash);
    if (held) co_await services.store.end_session(held->session.shop, held->session.id);
  }
  const auto opened = co_await services.store.open_session(secret.hash, std::move(session));
  if (!opened) co_return to_sign_in(request);
  log_security("signed in",
               {{"id", request.id}, {"client", shorten_ip(request.client)}, {"staff", member.id.text()}});
  auto response = see_other(way_back(next));
  set_cookie(response, session_cookie, secret.text, std::chrono::seconds{0});
  const auto known =
      tokens::known_device(services.settings()->keys, cookie(request, device_cookie), member.id);
  set_cookie(response, device_cookie, known, device_life);
  co_return response;
}

}  // namespace server
