#include "server/admin/links.hpp"
#include "server/pages/act.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/handlers.hpp"
#include "server/pages/user_agent.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"

namespace server {

namespace {

using views::Stopped;

store::SealedLink fresh_link(const Visit& visit, orders::Channel channel,
                             std::optional<orders::LinkUid> id = {}) {
  const auto& link = visit.found.link;
  return mint_link(*visit.settings, link.shop, link.order, channel, visit.at, id).sealed;
}

// By which contact a new link reaches its owner; a lost phone does not get it while there is an address.
std::optional<store::Route> route_of(const Visit& visit) {
  const auto& customer = visit.found.order.customer;
  if (!customer.email.empty()) return store::Route::email;
  if (!customer.phone.empty()) return store::Route::sms;
  return std::nullopt;
}

orders::Channel channel_of(store::Route route) {
  return route == store::Route::email ? orders::Channel::email : orders::Channel::sms;
}

store::Notice new_link_notice(const Visit& visit, store::Route route) {
  return {.id = {tokens::new_uuid(visit.at)},
          .topic = orders::Topic::new_link,
          .route = route,
          .created_at = visit.at,
          .due_at = visit.at};
}

// Reads the form of a two-step act without fields of its own.
struct Step {
  std::optional<Form> form;
  Attempt attempt{};
};
Step read_step(Services& services, const Request& request, const Visit& visit, std::string_view name,
               std::string_view target) {
  Step step{.form = read_form(request, {.file_bytes = 0})};
  if (!step.form) return step;
  step.attempt = read_attempt(services, visit, *step.form, name, visit.found.link.id.text());
  step.attempt.target = visit.path + std::string(target);
  return step;
}

}  // namespace

Task<Response> show_link(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::act);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  if (visit.found.link.channel == orders::Channel::share) co_return visit.marked(unknown(services, request));
  const auto shop = visit.found.link.shop;
  const auto all = co_await services.store.links(shop, visit.found.link.order);
  std::vector<views::LinkEntry> entries;
  for (const auto& link : all) {
    if (link.revoked_at) continue;
    views::LinkEntry entry{
        .channel = link.channel, .issued_at = link.issued_at, .this_one = link.id == visit.found.link.id};
    for (const auto& seen : co_await services.store.link_views(shop, link.id))
      entry.views.push_back({seen.at, seen.device});
    if (link.channel == orders::Channel::share) {
      const auto sealed = co_await services.store.sealed_link(shop, link.id);
      if (sealed) entry.address = reveal_url(*visit.settings, *sealed).value_or("");
    }
    entries.push_back(std::move(entry));
  }
  co_return visit.marked(page(200, views::link_page(visit.view(), entries, *visit.locale, visit.assets)));
}

Task<Response> share_link(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::act);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  auto step = read_step(services, request, visit, "share", "/link/share");
  if (!step.form) co_return unreadable(services, request);
  if (visit.found.link.channel == orders::Channel::share) co_return stopped(visit, 403, Stopped::not_allowed);
  auto& attempt = step.attempt;
  const auto view = visit.view();
  const views::ActView act{.order = view, .act = views::Act::share};
  if (is_first_step(*step.form)) co_return ask(services, visit, act, attempt);
  check_attempt(visit, act, attempt);
  if (!attempt.faults.empty()) co_return ask(services, visit, act, attempt);
  const auto operation = attempt.action->operation;
  if (auto limited = co_await too_often(services, request, visit, operation)) co_return std::move(*limited);
  auto who = behind(visit, request, attempt, wording(act, *visit.locale));
  auto fresh = fresh_link(visit, orders::Channel::share, orders::LinkUid{operation});
  auto shared = co_await services.store.share_link(std::move(who), std::move(fresh), visit.at);
  if (!shared) co_return refused(services, request, visit, shared.error());
  co_return back_to_page(visit, "/link");
}

Task<Response> rotate_link(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::nothing);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  auto step = read_step(services, request, visit, "rotate", "/link/rotate");
  if (!step.form) co_return unreadable(services, request);
  auto& attempt = step.attempt;
  const auto route = route_of(visit);
  const std::string_view route_name = route ? name(*route) : std::string_view{};
  const auto rotated = [&] {
    return visit.marked(
        page(200, views::rotated_page(visit.contact(), route_name, *visit.locale, visit.assets)));
  };
  if (attempt.action && co_await services.store.done(visit.key, attempt.action->operation))
    co_return rotated();
  if (auto over = ended_answer(request, visit)) co_return std::move(*over);
  if (visit.found.link.channel == orders::Channel::share) co_return stopped(visit, 403, Stopped::not_allowed);
  const auto view = visit.view();
  const views::ActView act{.order = view, .act = views::Act::rotate};
  if (is_first_step(*step.form)) co_return ask(services, visit, act, attempt);
  check_attempt(visit, act, attempt);
  if (!attempt.faults.empty()) co_return ask(services, visit, act, attempt);
  if (auto limited = co_await too_often(services, request, visit, {})) co_return std::move(*limited);
  auto who = behind(visit, request, attempt, wording(act, *visit.locale));
  const auto way = route.value_or(store::Route::email);
  auto fresh = fresh_link(visit, channel_of(way));
  auto done = co_await services.store.rotate_link(std::move(who), std::move(fresh),
                                                  new_link_notice(visit, way), visit.at);
  if (!done) co_return refused(services, request, visit, done.error());
  co_return rotated();
}

// The same answer whether anything was sent or not: it tells nobody whether an order has a contact on file.
Task<Response> resend_link(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::nothing);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  if (visit.standing.access != orders::Access::gone) co_return back_to_page(visit);
  if (auto limited = co_await too_often(services, request, visit, {})) co_return std::move(*limited);
  if (const auto route = route_of(visit)) {
    auto fresh = fresh_link(visit, channel_of(*route));
    co_await services.store.resend_link(visit.key, visit.settings->config.links, std::move(fresh),
                                        new_link_notice(visit, *route), visit.at);
  }
  co_return visit.marked(page(200, views::resent_page(visit.contact(), *visit.locale, visit.assets)));
}

// A person did something on the page: counted once in a while, and nothing else follows from it.
Task<Response> note_seen(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::glance);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  const auto agent = request.header("user-agent");
  if (!is_preview(agent)) {
    auto noted = co_await services.store.note_view(visit.key, device_of(agent), visit.at);
    static_cast<void>(noted);  // the link was there a moment ago
  }
  co_return visit.marked({.status = 204, .kind = Response::Kind::plain});
}

}  // namespace server
