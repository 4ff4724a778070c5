#include "server/pages/act.hpp"

#include "server/pages/answers.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace server {

namespace {

using views::FaultKind;

std::string text_of(const Form& form, std::string_view name) {
  return std::string(form.first(name).value_or(std::string_view{}));
}

std::string trimmed(std::string text) {
  const auto is_gap = [](char c) { return c == ' ' || c == '\t' || c == '\n'; };
  while (!text.empty() && is_gap(text.back())) text.pop_back();
  text.erase(text.begin(), std::ranges::find_if_not(text, is_gap));
  return text;
}

// What the customer can be reached by beside the way they came.
std::optional<store::Route> other_route(const Visit& visit) {
  const auto& customer = visit.found.order.customer;
  const bool came_by_mail = visit.found.link.channel == orders::Channel::email;
  if (came_by_mail && !customer.phone.empty()) return store::Route::sms;
  if (!customer.email.empty()) return store::Route::email;
  if (!customer.phone.empty()) return store::Route::sms;
  return std::nullopt;
}

}  // namespace

tokens::ActionPlace action_place(Services& services, const Visit& visit, std::string_view form,
                                 std::string_view subject) {
  return {visit.key, std::string(form), std::string(subject), services.store.epoch()};
}

bool is_first_step(const Form& form) { return !form.first("action_id"); }

Attempt read_attempt(Services& services, const Visit& visit, const Form& form, std::string_view name,
                     std::string_view subject) {
  Attempt attempt{.form = std::string(name), .subject = std::string(subject)};
  attempt.input = {.name = trimmed(text_of(form, "name")),
                   .reason = trimmed(text_of(form, "reason")),
                   .text = trimmed(text_of(form, "text")),
                   .method = text_of(form, "method"),
                   .strokes = text_of(form, "strokes"),
                   .delegate = trimmed(text_of(form, "delegate")),
                   .agree = form.first("agree") == "yes"};
  const auto place = action_place(services, visit, name, subject);
  if (const auto sealed = form.first("action_id"))
    attempt.action = tokens::open_action(visit.settings->keys, *sealed, place);
  return attempt;
}

void check_attempt(const Visit& visit, const views::ActView& act, Attempt& attempt) {
  const auto& config = visit.settings->config.actions;
  const auto fault = [&](std::string field, FaultKind kind) {
    attempt.faults.push_back({std::move(field), kind});
  };
  if (attempt.input.name.empty()) fault("name", FaultKind::name_missing);
  if (!attempt.input.agree && !wording(act, *visit.locale).box.empty()) fault("agree", FaultKind::not_agreed);
  if (!attempt.action) return fault("", FaultKind::asked_too_late);  // sealed for another page, or before
  switch (tokens::ripeness(*attempt.action, visit.at, std::chrono::milliseconds{config.min_dwell_ms},
                           std::chrono::minutes{config.max_age_minutes})) {
    case tokens::Ripeness::ripe: return;
    case tokens::Ripeness::too_soon: return fault("", FaultKind::asked_too_soon);
    case tokens::Ripeness::too_old: return fault("", FaultKind::asked_too_late);
  }
}

Response ask(Services& services, const Visit& visit, const views::ActView& act, const Attempt& attempt,
             int status, const orders::QuoteDifference* difference) {
  const auto place = action_place(services, visit, attempt.form, attempt.subject);
  // One that was refused keeps its operation and its age, so that a double tap stays one act; one that came
  // too soon is asked with the same, too.
  const auto age = std::chrono::minutes{visit.settings->config.actions.max_age_minutes};
  const bool keep = attempt.action && visit.at - attempt.action->rendered_at < age;
  const auto action = keep ? *attempt.action : tokens::Action{tokens::new_uuid(visit.at), visit.at};
  views::ActForm form{
      .action_id = tokens::seal_action(visit.settings->keys, action.operation, action.rendered_at, place),
      .action = attempt.target,
      .hidden = attempt.hidden,
      .input = attempt.input,
      .faults = attempt.faults,
      .difference = difference};
  if (status == 0) status = attempt.faults.empty() ? 200 : 422;
  return visit.marked(page(status, views::act_page(act, form, *visit.locale, visit.assets)));
}

store::Behind behind(const Visit& visit, const Request& request, const Attempt& attempt,
                     const views::Wording& wording) {
  store::Behind behind{.key = visit.key, .policy = visit.settings->config.links};
  behind.operation = attempt.action->operation;
  behind.intent = {.button_text = wording.button,
                   .statement_sha256 = tokens::hex(tokens::sha256(tokens::bytes(wording.statement))),
                   .rendered_at = attempt.action->rendered_at,
                   .action_id = orders::uuid_text(attempt.action->operation)};
  if (attempt.input.agree) behind.intent.boxes.push_back("agree");
  const auto& customer = visit.found.order.customer;
  behind.person = {
      .accept_language = std::string(request.header("accept-language")),
      .contact = visit.found.link.channel == orders::Channel::email ? customer.email : customer.phone,
      .ip = request.client,
      .ip_source = request.header("x-forwarded-for").empty() ? "connection" : "proxy",
      .typed_name = attempt.input.name,
      .user_agent = std::string(request.header("user-agent"))};
  return behind;
}

std::vector<store::Notice> receipt_notices(const Visit& visit) {
  const auto route = other_route(visit);
  if (!route) return {};
  return {{.id = {tokens::new_uuid(visit.at)},
           .topic = orders::Topic::act_receipt,
           .route = *route,
           .created_at = visit.at,
           .due_at = visit.at}};
}

Response back_to_page(const Visit& visit, std::string_view place) {
  auto response = page(303, "");
  const bool below = place.starts_with('/');
  response.headers.emplace_back("Location", below ? fmt::format("{}{}{}", visit.path, place, visit.query)
                                                  : fmt::format("{}{}{}", visit.path, visit.query, place));
  return visit.marked(std::move(response));
}

Response stopped(const Visit& visit, int status, views::Stopped why) {
  return visit.marked(page(status, views::stopped_page(visit.view(), why, *visit.locale, visit.assets)));
}

orders::Context act_context(const Visit& visit) {
  const auto at = visit.at;
  return {.now = at, .actor = {orders::ActorKind::customer, visit.found.link.id.text()}, .new_id = [at] {
            return tokens::new_uuid(at);
          }};
}

Response refused(Services& services, const Request& request, const Visit& visit, const orders::Refusal& why) {
  switch (why.reason) {
    case orders::Reason::forbidden: return stopped(visit, 403, views::Stopped::not_allowed);
    case orders::Reason::gone:
      return visit.marked(page(410, views::ended_page(visit.contact(), {}, *visit.locale, visit.assets)));
    case orders::Reason::not_found: return visit.marked(unknown(services, request));
    case orders::Reason::unavailable:
      return visit.marked(trouble(services, &request, 503, views::Trouble::unavailable));
    case orders::Reason::conflict: return stopped(visit, 409, views::Stopped::decided_before);
    case orders::Reason::invalid: break;
  }
  return visit.marked(trouble(services, &request, 422, views::Trouble::bad_request));
}

Response unreadable(Services& services, const Request& request) {
  return trouble(services, &request, 400, views::Trouble::bad_request);
}

}  // namespace server
