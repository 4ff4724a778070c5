#include "server/pages/act.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/handlers.hpp"
#include "server/services.hpp"
#include "tokens/code.hpp"
#include "tokens/collection_code.hpp"
#include "views/calendar.hpp"

#include <charconv>

namespace server {

namespace {

// The code to show at the counter while the order is ready; empty else. Made under the key of the customer's
// own link, so that it stays the same when a key is added.
std::string counter_code(const Visit& visit) {
  const auto* ready = ready_event(visit.found.order, orders::StatusTable::standard());
  if (!ready) return {};
  const auto& keys = visit.settings->keys;
  const auto code = tokens::Code::parse(std::string_view(visit.path).substr(3), keys);
  return tokens::collection_code(keys, code->kid(), visit.found.order.id, ready->id.uuid);
}

}  // namespace

Task<Response> show_collect(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::act);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  // Who was only shown the state is not handed the thing.
  if (!visit.found.link.rights.prices) co_return visit.marked(unknown(services, request));
  co_return visit.marked(
      page(200, views::collect_page(visit.view(), counter_code(visit), *visit.locale, visit.assets)));
}

Task<Response> name_delegate(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::act);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  if (!visit.found.link.rights.message) co_return stopped(visit, 403, views::Stopped::not_allowed);
  const auto form = read_form(request, {.file_bytes = 0});
  if (!form) co_return unreadable(services, request);
  auto attempt = read_attempt(services, visit, *form, "delegate", visit.found.link.id.text());
  attempt.target = visit.path + "/collect/delegate";
  if (attempt.action && co_await services.store.done(visit.key, attempt.action->operation))
    co_return back_to_page(visit, "/collect");
  const auto view = visit.view();
  const views::ActView act{.order = view, .act = views::Act::name_delegate};
  if (is_first_step(*form)) co_return ask(services, visit, act, attempt);
  check_attempt(visit, act, attempt);
  if (!attempt.faults.empty()) co_return ask(services, visit, act, attempt);
  if (auto limited = co_await too_often(services, request, visit, {})) co_return std::move(*limited);
  store::CustomerAct wish{.behind = behind(visit, request, attempt, wording(act, *visit.locale)),
                          .power = orders::Power::message,
                          .command = orders::NameDelegate{attempt.input.delegate},
                          .context = act_context(visit),
                          .notices = receipt_notices(visit)};
  auto done = co_await services.store.act(std::move(wish));
  if (done) co_return back_to_page(visit, "/collect");
  if (done.error().reason == orders::Reason::invalid) {
    attempt.faults = {{"delegate", views::FaultKind::not_plain_text}};
    co_return ask(services, visit, act, attempt);
  }
  co_return refused(services, request, visit, done.error());
}

Task<Response> send_calendar(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::view);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  auto event = views::pickup_ics(visit.view(), *visit.locale);
  if (!event) co_return visit.marked(unknown(services, request));
  Response response{.content_type = "text/calendar; charset=utf-8",
                    .body = *std::move(event),
                    .headers = {{"Content-Disposition", "attachment; filename=\"pickup.ics\""}}};
  co_return visit.marked(std::move(response));
}

}  // namespace server
