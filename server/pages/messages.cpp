#include "orders/text.hpp"
#include "server/pages/act.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/handlers.hpp"
#include "server/pages/uploads.hpp"
#include "server/services.hpp"

#include <algorithm>

namespace server {

namespace {

using views::FaultKind;
using views::Stopped;

// The files that the first step has taken in, as the second names them.
Task<bool> find_uploaded(Services& services, const Visit& visit, const Form& form, Attempt& attempt) {
  for (const auto text : form.all("attachment")) {
    const auto id = orders::AttachmentId::parse(text);
    if (!id) co_return false;
    const auto file = co_await services.store.find_file(visit.found.link.shop, visit.found.order.id, *id);
    if (!file) co_return false;
    attempt.input.files.push_back(file->attachment);
    attempt.hidden.emplace_back("attachment", id->text());
  }
  co_return true;
}

}  // namespace

Task<Response> send_message(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::act);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  if (!visit.found.link.rights.message) co_return stopped(visit, 403, Stopped::not_allowed);
  auto form = co_await services.darkroom.read_form(request);
  if (!form) co_return unreadable(services, request);
  auto attempt = read_attempt(services, visit, *form, "message", visit.found.link.id.text());
  attempt.target = visit.path + "/messages";
  if (attempt.action && co_await services.store.done(visit.key, attempt.action->operation))
    co_return back_to_page(visit, "#messages");
  if (auto limited = co_await too_often(services, request, visit, {})) co_return std::move(*limited);
  const bool known = co_await find_uploaded(services, visit, *form, attempt);
  if (!known) co_return unreadable(services, request);

  auto taken = co_await take_files(services, visit, std::move(form->files));
  for (auto& file : taken.files) {
    attempt.hidden.emplace_back("attachment", file.id.text());
    attempt.input.files.push_back(std::move(file));
  }
  attempt.faults = std::move(taken.faults);
  if (attempt.input.files.size() > 10) attempt.faults.push_back({"file", FaultKind::too_many_files});
  if (attempt.input.text.size() > orders::longest_note)
    attempt.faults.push_back({"text", FaultKind::text_too_long});
  if (attempt.input.text.empty() && attempt.input.files.empty())
    attempt.faults.push_back({"text", FaultKind::text_missing});
  const auto view = visit.view();
  const views::ActView act{.order = view, .act = views::Act::message};
  if (is_first_step(*form)) co_return ask(services, visit, act, attempt);
  check_attempt(visit, act, attempt);
  if (!attempt.faults.empty()) co_return ask(services, visit, act, attempt);

  store::CustomerAct wish{.behind = behind(visit, request, attempt, wording(act, *visit.locale)),
                          .power = orders::Power::message,
                          .context = act_context(visit)};
  wish.command = orders::AddMessage{
      .name = attempt.input.name, .text = attempt.input.text, .attachments = attempt.input.files};
  auto done = co_await services.store.act(std::move(wish));
  if (done) co_return back_to_page(visit, "#messages");
  if (done.error().reason == orders::Reason::invalid) {
    attempt.faults = {{done.error().field, FaultKind::not_plain_text}};
    co_return ask(services, visit, act, attempt);
  }
  co_return refused(services, request, visit, done.error());
}

// Pictures that we made anew are shown; whatever else was sent is only ever saved.
Task<Response> send_attachment(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::view);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  const auto id = orders::AttachmentId::parse(captures[1]);
  const auto in_message = [&](const orders::Message& message) {
    return std::ranges::find(message.attachments, *id, &orders::Attachment::id) != message.attachments.end();
  };
  if (!id || !visit.found.link.rights.prices || std::ranges::none_of(visit.found.order.messages, in_message))
    co_return visit.marked(unknown(services, request));
  auto file = co_await services.store.find_file(visit.found.link.shop, visit.found.order.id, *id);
  if (!file) co_return visit.marked(unknown(services, request));
  co_return visit.marked(as_download(*std::move(file)));
}

}  // namespace server
