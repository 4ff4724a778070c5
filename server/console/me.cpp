#include "server/console/me.hpp"

#include "server/console/answers.hpp"
#include "server/console/cookies.hpp"
#include "server/console/handlers.hpp"
#include "server/console/passwords.hpp"
#include "server/services.hpp"

#include <array>

namespace server {

namespace {

using orders::Duty;

// What was done before this page was asked for, by the name it has in its address.
std::string done_before(const Request& request) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> known{{
      {"saved", "Saved."},
      {"password", "Your password is set. Other browsers were signed out."},
      {"ended", "That browser is signed out."},
      {"off", "The second factor is off."},
  }};
  const auto done = request.parameter("done").value_or("");
  for (const auto& [name, said] : known)
    if (done == name) return std::string(said);
  return {};
}

Task<void> end_all(Services& services, const Desk& desk) {
  for (const auto& session : co_await services.store.sessions(desk.shop.id, desk.staff().id))
    co_await services.store.end_session(desk.shop.id, session.id);
}

Response to_door() {
  auto response = see_other("/staff/sign-in");
  drop_cookie(response, session_cookie);
  return response;
}

}  // namespace

bool may_choose_freely(const Desk& desk) {
  constexpr auto fresh = std::chrono::minutes{15};
  return desk.who.staff.password_hash.empty() ||
         (desk.by == tokens::Entrance::link && desk.at - desk.who.session.created_at < fresh);
}

Task<Response> me_answer(Services& services, const Desk& desk, views::Faults faults, std::string notice,
                         bool welcome) {
  const auto& member = desk.staff();
  views::MePage page{.name = member.name,
                     .alerts = member.alerts,
                     .asks_old_password = !may_choose_freely(desk),
                     .has_password = !desk.who.staff.password_hash.empty(),
                     .has_totp = !desk.who.staff.sealed_totp.empty(),
                     .here = desk.who.session.id,
                     .welcome = welcome,
                     .faults = std::move(faults)};
  page.sessions = co_await services.store.sessions(desk.shop.id, member.id);
  if (page.has_totp) page.codes_left = co_await services.store.recovery_codes_left(desk.shop.id, member.id);
  const int status = page.faults.empty() ? 200 : 422;
  const auto view = desk.view();
  co_return desk_page(desk,
                      {.title = "You",
                       .place = views::Place::me,
                       .main = views::me_page(page, view),
                       .notice = std::move(notice)},
                      status);
}

Task<Response> show_me(Services& services, const Request& request, Captures) {
  auto desk = co_await open_desk(services, request, Duty::view);
  if (auto* answer = std::get_if<Response>(&desk)) co_return std::move(*answer);
  const bool welcome = request.parameter("welcome").has_value();
  const views::Faults none;
  co_return co_await me_answer(services, std::get<Desk>(desk), none, done_before(request), welcome);
}

Task<Response> change_me(Services& services, const Request& request, Captures) {
  auto posted = co_await open_post(services, request, Duty::view);
  if (auto* answer = std::get_if<Response>(&posted)) co_return std::move(*answer);
  const auto& [desk, form] = std::get<Posted>(posted);
  auto member = desk.staff();
  member.name = std::get<Posted>(posted).text("name");
  member.alerts = std::get<Posted>(posted).ticked("alerts");
  if (member.name.empty() || member.name.size() > 200) {
    views::Faults faults{{"name", "Type a name of at most 200 characters."}};
    co_return co_await me_answer(services, desk, std::move(faults));
  }
  const auto changed = co_await services.store.update_staff(std::move(member), desk.at);
  if (!changed) co_return desk_refusal(desk, changed.error(), "/staff/me");
  co_return see_other("/staff/me?done=saved");
}

Task<Response> change_password(Services& services, const Request& request, Captures) {
  auto posted = co_await open_post(services, request, Duty::view);
  if (auto* answer = std::get_if<Response>(&posted)) co_return std::move(*answer);
  const auto& [desk, form] = std::get<Posted>(posted);
  const auto& member = desk.staff();
  auto chosen = std::string(form.first("new_password").value_or(""));
  views::Faults faults;
  if (!may_choose_freely(desk)) {
    auto old = std::string(form.first("old_password").value_or(""));
    if (auto fault = co_await wrong_password(services, request, desk, std::move(old)); !fault.empty())
      faults.push_back({"old_password", std::move(fault)});
  }
  if (const auto why = weakness(chosen, member.email); !why.empty())
    faults.push_back({"new_password", std::string(why)});
  if (!faults.empty()) co_return co_await me_answer(services, desk, std::move(faults));
  const auto hash = co_await hash_new_password(services, std::move(chosen));
  if (!hash) {
    faults.push_back({"new_password", "This could not be done at this moment. Try again in a few seconds."});
    co_return co_await me_answer(services, desk, std::move(faults));
  }
  const auto set = co_await services.store.set_password(desk.shop.id, member.id, *hash, desk.who.session.id);
  if (!set) co_return desk_refusal(desk, set.error(), "/staff/me");
  co_return see_other("/staff/me?done=password");
}

Task<Response> end_session(Services& services, const Request& request, Captures captures) {
  auto posted = co_await open_post(services, request, Duty::view);
  if (auto* answer = std::get_if<Response>(&posted)) co_return std::move(*answer);
  const auto& desk = std::get<Posted>(posted).desk;
  const auto id = orders::SessionId::parse(captures[0]);
  const auto own = co_await services.store.sessions(desk.shop.id, desk.staff().id);
  const bool mine = id && std::ranges::find(own, *id, &orders::StaffSession::id) != own.end();
  if (!mine) co_return desk_not_found(desk);
  co_await services.store.end_session(desk.shop.id, *id);
  co_return see_other("/staff/me?done=ended");
}

Task<Response> sign_out(Services& services, const Request& request, Captures) {
  auto posted = co_await open_post(services, request, Duty::view);
  if (auto* answer = std::get_if<Response>(&posted)) co_return std::move(*answer);
  const auto& desk = std::get<Posted>(posted).desk;
  co_await services.store.end_session(desk.shop.id, desk.who.session.id);
  co_return to_door();
}

Task<Response> sign_out_everywhere(Services& services, const Request& request, Captures) {
  auto posted = co_await open_post(services, request, Duty::view);
  if (auto* answer = std::get_if<Response>(&posted)) co_return std::move(*answer);
  co_await end_all(services, std::get<Posted>(posted).desk);
  co_return to_door();
}

}  // namespace server
