#include "server/console/answers.hpp"
#include "server/console/code_check.hpp"
#include "server/console/cookies.hpp"
#include "server/console/handlers.hpp"
#include "server/console/me.hpp"
#include "server/console/opening.hpp"
#include "server/console/passwords.hpp"
#include "server/console/ticket.hpp"
#include "server/http/limits.hpp"
#include "server/services.hpp"
#include "tokens/base64.hpp"
#include "tokens/known_device.hpp"
#include "tokens/recovery_code.hpp"
#include "tokens/totp.hpp"

namespace server {

namespace {

using orders::Duty;

// The browser, where this person signed in with it before: it always is one, unless its cookie was thrown
// away.
std::string device_here(const Desk& desk, const Request& request) {
  return tokens::device_of(desk.settings->keys, cookie(request, device_cookie), desk.staff().id).value_or("");
}

Response enrolment(const Desk& desk, const std::string& secret, const views::Faults& faults) {
  const auto sealed = seal_totp(desk.settings->keys, secret, desk.staff().id);
  const views::Enrolment page{.uri = tokens::totp_uri(secret, desk.shop.name, desk.staff().email),
                              .text = tokens::totp_text(secret),
                              .sealed = tokens::base64url(tokens::bytes(sealed))};
  return desk_page(desk, {.title = "Second factor", .main = views::enrolment_page(page, desk.view(), faults)},
                   faults.empty() ? 200 : 422);
}

// Keeps the secret with ten fresh codes in the place of whatever was before, and shows them.
Task<Response> keep(Services& services, const Desk& desk, std::string sealed) {
  std::vector<store::SecretHash> hashes;
  std::vector<std::string> texts;
  for (auto& code : tokens::mint_recovery_codes()) {
    hashes.push_back(code.hash);
    texts.push_back(std::move(code.text));
  }
  const auto& member = desk.staff();
  const auto set =
      co_await services.store.set_totp(desk.shop.id, member.id, std::move(sealed), std::move(hashes));
  if (!set) co_return desk_refusal(desk, set.error(), "/staff/me");
  co_return desk_page(desk, {.title = "Recovery codes", .main = views::recovery_codes_page(texts)});
}

// What is wrong with the code that was typed to change the second factor.
Task<views::Faults> faults_of_code(Services& services, const Request& request, const Posted& posted) {
  const auto& desk = posted.desk;
  auto why = co_await check_second_factor(services, request, desk.who.staff, posted.text("code"),
                                          device_here(desk, request));
  views::Faults faults;
  if (!why.empty()) faults.push_back({"code", std::move(why)});
  co_return faults;
}

}  // namespace

Task<std::string> wrong_password(Services& services, const Request& request, const Desk& desk,
                                 std::string password) {
  const LoginTry login{desk.staff().email, request.client, device_here(desk, request)};
  if (const auto wait = services.limits.login(login, desk.at); wait.count() > 0)
    co_return too_many_tries(wait);
  std::vector<std::string> hashes{desk.who.staff.password_hash};
  const auto tried = co_await try_password(services, std::move(hashes), std::move(password));
  if (!tried) co_return "This could not be looked at. Try again in a few seconds.";
  if (!tried->whose) co_return "This is not your password.";
  services.limits.login_was_right(login);
  co_return std::string{};
}

Task<Response> show_enrolment(Services& services, const Request& request, Captures) {
  auto desk = co_await open_desk(services, request, Duty::view);
  if (auto* answer = std::get_if<Response>(&desk)) co_return std::move(*answer);
  const auto& here = std::get<Desk>(desk);
  if (!here.who.staff.sealed_totp.empty()) co_return see_other("/staff/me");
  co_return enrolment(here, tokens::mint_totp_secret(), {});
}

// The secret counts only when a code shows that the app has it.
Task<Response> enrol(Services& services, const Request& request, Captures) {
  auto posted = co_await open_post(services, request, Duty::view);
  if (auto* answer = std::get_if<Response>(&posted)) co_return std::move(*answer);
  const auto& here = std::get<Posted>(posted);
  const auto& desk = here.desk;
  if (!desk.who.staff.sealed_totp.empty()) co_return see_other("/staff/me");
  const auto sealed = tokens::from_base64url(here.form.first("secret").value_or(""));
  std::optional<std::string> secret;
  if (sealed) secret = open_totp(desk.settings->keys, *sealed, desk.staff().id);
  if (!secret) co_return see_other("/staff/me/second-factor");
  const auto step = tokens::totp_step(*secret, here.text("code"), desk.at);
  if (!step) {
    const views::Faults faults{{"code", "This is not the code that the app shows now. Try the next one."}};
    co_return enrolment(desk, *secret, faults);
  }
  auto answer = co_await keep(services, desk, *sealed);
  co_await services.store.take_totp_step(desk.shop.id, desk.staff().id, *step);
  co_return answer;
}

Task<Response> renew_recovery(Services& services, const Request& request, Captures) {
  auto posted = co_await open_post(services, request, Duty::view);
  if (auto* answer = std::get_if<Response>(&posted)) co_return std::move(*answer);
  const auto& here = std::get<Posted>(posted);
  auto faults = co_await faults_of_code(services, request, here);
  if (!faults.empty()) co_return co_await me_answer(services, here.desk, std::move(faults));
  co_return co_await keep(services, here.desk, here.desk.who.staff.sealed_totp);
}

Task<Response> drop_second_factor(Services& services, const Request& request, Captures) {
  auto posted = co_await open_post(services, request, Duty::view);
  if (auto* answer = std::get_if<Response>(&posted)) co_return std::move(*answer);
  const auto& here = std::get<Posted>(posted);
  auto faults = co_await faults_of_code(services, request, here);
  if (!faults.empty()) co_return co_await me_answer(services, here.desk, std::move(faults));
  const std::vector<store::SecretHash> none;
  const auto set = co_await services.store.set_totp(here.desk.shop.id, here.desk.staff().id, "", none);
  if (!set) co_return desk_refusal(here.desk, set.error(), "/staff/me");
  co_return see_other("/staff/me?done=off");
}

}  // namespace server
