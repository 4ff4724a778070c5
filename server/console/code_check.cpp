#include "server/console/code_check.hpp"

#include "server/clock.hpp"
#include "server/console/opening.hpp"
#include "server/console/ticket.hpp"
#include "server/http/limits.hpp"
#include "server/log.hpp"
#include "server/services.hpp"
#include "tokens/recovery_code.hpp"
#include "tokens/totp.hpp"

#include <algorithm>

namespace server {

namespace {

Task<bool> is_right(Services& services, const store::Staff& staff, std::string typed) {
  std::erase(typed, ' ');
  const auto& member = staff.member;
  const auto secret = open_totp(services.settings()->keys, staff.sealed_totp, member.id);
  if (!secret) co_return false;
  if (const auto step = tokens::totp_step(*secret, typed, now()))
    co_return co_await services.store.take_totp_step(member.shop, member.id, *step);
  if (const auto code = tokens::hash_recovery_code(typed))
    co_return co_await services.store.take_recovery_code(member.shop, member.id, *code);
  co_return false;
}

}  // namespace

Task<std::string> check_second_factor(Services& services, const Request& request, const store::Staff& staff,
                                      std::string typed, std::string device) {
  const LoginTry login{"code of " + staff.member.id.text(), request.client, std::move(device), true};
  if (const auto wait = services.limits.login(login, now()); wait.count() > 0) co_return too_many_tries(wait);
  const bool right = co_await is_right(services, staff, std::move(typed));
  if (!right) {
    log_security("wrong second factor", {{"id", request.id}, {"client", shorten_ip(request.client)}});
    co_return "This code is not right, or was used before. Wait for the next one and type that.";
  }
  services.limits.login_was_right(login);
  co_return std::string{};
}

}  // namespace server
