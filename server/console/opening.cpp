#include "server/console/opening.hpp"

#include "server/clock.hpp"
#include "server/console/answers.hpp"
#include "server/console/cookies.hpp"
#include "server/log.hpp"
#include "server/pages/user_agent.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"

namespace server {

Task<Response> open_session(Services& services, const Request& request, const store::Staff& staff,
                            tokens::Entrance by, std::string_view next) {
  const auto at = now();
  const auto secret = tokens::mint_session(by);
  orders::StaffSession session{.id = {tokens::new_uuid(at)},
                               .staff = staff.member.id,
                               .shop = staff.member.shop,
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
  auto response = see_other(way_back(next));
  set_cookie(response, session_cookie, secret.text, std::chrono::seconds{0});
  co_return response;
}

}  // namespace server
