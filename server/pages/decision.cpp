#include "server/pages/act.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/handlers.hpp"
#include "server/services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace server {

namespace {

using orders::Quote;
using orders::QuoteState;
using views::Act;
using views::FaultKind;
using views::Stopped;

// The decision that a form asks for.
struct Wanted {
  int round = 0;
  bool approve = true;
  std::vector<orders::QuoteLineId> taken = {};
  std::string sha256 = {};  // of the quote that was seen
};

const Quote* find_round(const Visit& visit, std::string_view text) {
  int round = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), round);
  if (failed != std::errc{} || end != text.data() + text.size()) return nullptr;
  const auto& quotes = visit.found.order.quotes;
  const auto found = std::ranges::find(quotes, round, &Quote::round);
  return found == quotes.end() || found->state == QuoteState::draft ? nullptr : &*found;
}

// nullopt when the form names no decision, or a line by what is no id.
std::optional<Wanted> read_wanted(const Form& form, const Quote& quote) {
  const auto decision = form.first("decision");
  if (decision != "approve" && decision != "decline") return std::nullopt;
  Wanted wanted{.round = quote.round,
                .approve = decision == "approve",
                .sha256 = std::string(form.first("quote_sha256").value_or(std::string_view{}))};
  for (const auto& [name, value] : form.fields) {
    // Radio buttons of several groups bear names of their own: line-1, line-2.
    if (name != "line" && !name.starts_with("line-")) continue;
    const auto line = orders::QuoteLineId::parse(value);
    if (!line) return std::nullopt;
    wanted.taken.push_back(*line);
  }
  return wanted;
}

Attempt attempt_of(Services& services, const Visit& visit, const Form& form, const Wanted& wanted,
                   const Quote& quote) {
  // Bound to the round in force and to which way it goes, so that an approval cannot be turned by a changed
  // field.
  auto attempt = read_attempt(services, visit, form, wanted.approve ? "approve" : "decline", wanted.sha256);
  attempt.target = fmt::format("{}/quotes/{}/decision", visit.path, quote.round);
  attempt.hidden = {{"decision", wanted.approve ? "approve" : "decline"}, {"quote_sha256", quote.sha256}};
  for (const auto& line : wanted.taken) attempt.hidden.emplace_back("line", line.text());
  return attempt;
}

views::ActView act_of(const views::OrderView& view, const Quote& quote, const Wanted& wanted,
                      const orders::LineAmounts& total) {
  return {.order = view,
          .act = wanted.approve ? Act::approve : Act::decline,
          .quote = &quote,
          .taken = wanted.taken,
          .total = total};
}

// What the customer would pay; why not, for lines that cannot be taken together.
orders::Outcome<orders::LineAmounts> total_of(const Quote& quote, const Wanted& wanted) {
  if (wanted.approve) return totals_if(quote, wanted.taken);
  return totals(quote);
}

// The round that stands, seen through the eyes of one who looked at another: what changed, and the question
// again.
Response ask_about_moved(Services& services, const Visit& visit, const Form& form, const Wanted& wanted) {
  const auto* now = quote_in_force(visit.found.order);
  if (!now || state_at(*now, visit.at) != QuoteState::sent) return stopped(visit, 410, Stopped::quote_over);
  const auto& quotes = visit.found.order.quotes;
  const auto seen = std::ranges::find(quotes, wanted.sha256, &Quote::sha256);
  Wanted again{.round = now->round, .approve = wanted.approve, .sha256 = now->sha256};
  for (const auto& line : wanted.taken)
    if (std::ranges::find(now->lines, line, &orders::QuoteLine::id) != now->lines.end())
      again.taken.push_back(line);
  auto total = totals_if(*now, again.taken);
  if (!total) {  // its choices are others now: begin from the page
    again.taken.clear();
    total = totals(*now);
  }
  auto attempt = attempt_of(services, visit, form, again, *now);
  attempt.action.reset();
  attempt.faults = {{"", FaultKind::quote_moved}};
  attempt.input.agree = false;
  const auto view = visit.view();
  const auto act = act_of(view, *now, again, *total);
  const auto moved = seen == quotes.end() ? orders::QuoteDifference{} : orders::difference(*seen, *now);
  return ask(services, visit, act, attempt, 409, seen == quotes.end() ? nullptr : &moved);
}

// What stands between this link and the decision it wants, before anything is shown of what it costs; or
// nothing.
std::optional<Response> hindered(Services& services, const Visit& visit, const Form& form,
                                 const Wanted& wanted, const Quote& quote) {
  if (!visit.found.link.rights.decide) return stopped(visit, 403, Stopped::not_allowed);
  if (wanted.sha256 != quote.sha256 || quote.state == QuoteState::superseded)
    return ask_about_moved(services, visit, form, wanted);
  switch (state_at(quote, visit.at)) {
    case QuoteState::approved:
    case QuoteState::partially_approved:
    case QuoteState::declined: return stopped(visit, 409, Stopped::decided_before);
    case QuoteState::expired:
    case QuoteState::withdrawn: return stopped(visit, 410, Stopped::quote_over);
    default: return std::nullopt;
  }
}

// What the store refused, as the customer is told.
Response refused(Services& services, const Request& request, const Visit& visit, const Form& form,
                 const Wanted& wanted, const orders::Refusal& why) {
  switch (why.reason) {
    case orders::Reason::conflict:
      return why.field == "quote_sha256" ? ask_about_moved(services, visit, form, wanted)
                                         : stopped(visit, 409, Stopped::decided_before);
    // Another round may have taken its place a moment ago: then that one is asked about.
    case orders::Reason::gone: return ask_about_moved(services, visit, form, wanted);
    default: return refused(services, request, visit, why);
  }
}

FaultKind fault_of(const orders::Refusal& why) {
  if (why.field == "line") return FaultKind::lines_impossible;
  if (why.field == "reason" && why.detail.find("asks") != why.detail.npos) return FaultKind::reason_missing;
  return why.detail.find("bytes") != why.detail.npos ? FaultKind::text_too_long : FaultKind::not_plain_text;
}

}  // namespace

Task<Response> confirm_decision(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::act);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  const auto* quote = find_round(visit, captures[1]);
  if (!quote) co_return visit.marked(unknown(services, request));
  const auto form = read_form(request);
  const auto wanted = form ? read_wanted(*form, *quote) : std::nullopt;
  if (!wanted) co_return unreadable(services, request);
  if (auto answer = hindered(services, visit, *form, *wanted, *quote)) co_return std::move(*answer);

  auto attempt = attempt_of(services, visit, *form, *wanted, *quote);
  attempt.action.reset();
  const auto view = visit.view();
  const auto total = total_of(*quote, *wanted);
  if (!total) attempt.faults = {{"line", FaultKind::lines_impossible}};
  const auto act = act_of(view, *quote, *wanted, total ? *total : totals(*quote));
  co_return ask(services, visit, act, attempt);
}

Task<Response> decide(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::nothing);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  const auto* quote = find_round(visit, captures[1]);
  if (!quote) co_return visit.marked(unknown(services, request));
  const auto form = read_form(request);
  const auto wanted = form ? read_wanted(*form, *quote) : std::nullopt;
  if (!wanted) co_return unreadable(services, request);
  auto attempt = attempt_of(services, visit, *form, *wanted, *quote);
  auto hindrance = ended_answer(request, visit);
  if (!hindrance) hindrance = hindered(services, visit, *form, *wanted, *quote);
  if (hindrance) {  // by itself, perhaps: then it is answered as it was
    if (attempt.action && co_await services.store.done(visit.key, attempt.action->operation))
      co_return back_to_page(visit, "#quote");
    co_return std::move(*hindrance);
  }

  const auto total = total_of(*quote, *wanted);
  const auto view = visit.view();
  const auto act = act_of(view, *quote, *wanted, total ? *total : totals(*quote));
  check_attempt(visit, act, attempt);
  if (!total) attempt.faults.push_back({"line", FaultKind::lines_impossible});
  if (!wanted->approve && visit.found.shop.decline_needs_reason && attempt.input.reason.empty())
    attempt.faults.push_back({"reason", FaultKind::reason_missing});
  if (!attempt.faults.empty()) co_return ask(services, visit, act, attempt);
  auto limited = co_await too_often(services, request, visit, attempt.action->operation);
  if (limited) co_return std::move(*limited);

  orders::DecideQuote command{.round = quote->round,
                              .approve = wanted->approve,
                              .sha256 = wanted->sha256,
                              .reason_needed = visit.found.shop.decline_needs_reason,
                              .taken = wanted->taken,
                              .method = orders::DecisionMethod::link,
                              .name = attempt.input.name,
                              .reason = attempt.input.reason};
  store::CustomerAct wish{.behind = behind(visit, request, attempt, wording(act, *visit.locale)),
                          .power = orders::Power::decide,
                          .command = std::move(command),
                          .context = act_context(visit),
                          .notices = receipt_notices(visit)};
  auto done = co_await services.store.act(std::move(wish));
  if (done) co_return back_to_page(visit, "#quote");
  if (done.error().reason == orders::Reason::invalid) {
    attempt.faults = {{done.error().field, fault_of(done.error())}};
    co_return ask(services, visit, act, attempt);
  }
  // What stands now says why.
  auto again = co_await open_visit(services, request, captures[0], Needs::act);
  if (auto* answer = std::get_if<Response>(&again)) co_return std::move(*answer);
  co_return refused(services, request, std::get<Visit>(again), *form, *wanted, done.error());
}

Task<Response> undo_decision(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::nothing);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  const auto* quote = find_round(visit, captures[1]);
  if (!quote) co_return visit.marked(unknown(services, request));
  const auto form = read_form(request);
  if (!form) co_return unreadable(services, request);
  // Bound to this one decision: after another there is another page to confirm.
  const auto decided = quote->decision ? std::to_string(quote->decision->at.time_since_epoch().count()) : "";
  const auto posted = form->first("decided").value_or(std::string_view{decided});
  auto attempt = read_attempt(services, visit, *form, "undo", quote->sha256 + std::string(posted));
  attempt.target = fmt::format("{}/quotes/{}/undo", visit.path, quote->round);
  attempt.hidden = {{"decided", std::string(posted)}};
  if (attempt.action && co_await services.store.done(visit.key, attempt.action->operation))
    co_return back_to_page(visit, "#quote");
  if (auto over = ended_answer(request, visit)) co_return std::move(*over);
  const auto view = visit.view();
  if (!visit.found.link.rights.decide) co_return stopped(visit, 403, Stopped::not_allowed);
  const auto until = undo_until(visit.found.order, *quote, view.undo_window);
  if (!until || posted != decided) co_return stopped(visit, 409, Stopped::nothing_to_undo);
  if (visit.at >= *until) co_return stopped(visit, 410, Stopped::undo_over);
  const views::ActView act{.order = view, .act = Act::undo, .quote = quote, .total = totals(*quote)};
  if (is_first_step(*form)) co_return ask(services, visit, act, attempt);
  check_attempt(visit, act, attempt);
  if (!attempt.faults.empty()) co_return ask(services, visit, act, attempt);
  if (auto limited = co_await too_often(services, request, visit, {})) co_return std::move(*limited);

  store::CustomerAct wish{.behind = behind(visit, request, attempt, wording(act, *visit.locale)),
                          .power = orders::Power::decide,
                          .command = orders::UndoDecision{quote->round, view.undo_window},
                          .context = act_context(visit),
                          .notices = receipt_notices(visit)};
  auto done = co_await services.store.act(std::move(wish));
  if (done) co_return back_to_page(visit, "#quote");
  switch (done.error().reason) {
    case orders::Reason::conflict: co_return stopped(visit, 409, Stopped::nothing_to_undo);
    case orders::Reason::gone: co_return stopped(visit, 410, Stopped::undo_over);
    default: co_return refused(services, request, visit, done.error());
  }
}

}  // namespace server
