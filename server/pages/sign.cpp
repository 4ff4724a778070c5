#include "server/json/strokes_json.hpp"
#include "server/pages/act.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/handlers.hpp"
#include "server/services.hpp"
#include "views/signature_drawing.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace server {

namespace {

using orders::Document;
using views::FaultKind;
using views::Stopped;

constexpr int picture_width = 600;  // pixels

const Document* find_document(const Visit& visit, std::string_view text) {
  const auto id = orders::DocumentId::parse(text);
  if (!id) return nullptr;
  const auto& documents = visit.found.order.documents;
  const auto found = std::ranges::find(documents, *id, &Document::id);
  return found == documents.end() ? nullptr : &*found;
}

// The version that took its place.
const Document& latest(const Visit& visit, const Document& document) {
  const auto* newest = &document;
  for (const auto& other : visit.found.order.documents)
    if (other.purpose == document.purpose && other.title == document.title && other.version > newest->version)
      newest = &other;
  return *newest;
}

bool is_signed(const Visit& visit, const Document& document) {
  const auto& signatures = visit.found.order.signatures;
  return std::ranges::find(signatures, document.id, &orders::Signature::document) != signatures.end();
}

// What was drawn, or why it cannot be taken.
std::optional<orders::Strokes> read_drawing(Attempt& attempt) {
  if (attempt.input.method != "drawn") return std::nullopt;
  if (attempt.input.strokes.empty()) {
    attempt.faults.push_back({"strokes", FaultKind::nothing_drawn});
    return std::nullopt;
  }
  auto strokes = parse_strokes(attempt.input.strokes);
  if (strokes && check_strokes(*strokes)) return strokes;
  const bool nothing = strokes && orders::point_count(*strokes) < 3;
  attempt.faults.push_back({"strokes", nothing ? FaultKind::nothing_drawn : FaultKind::strokes_unreadable});
  attempt.input.strokes.clear();
  return std::nullopt;
}

}  // namespace

Task<Response> show_document(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::view);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  const auto* document = visit.found.link.rights.prices ? find_document(visit, captures[1]) : nullptr;
  if (!document) co_return visit.marked(unknown(services, request));
  co_return visit.marked(
      page(200, views::document_page(visit.view(), *document, *visit.locale, visit.assets)));
}

Task<Response> sign_document(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_visit(services, request, captures[0], Needs::nothing);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& visit = std::get<Visit>(opened);
  const auto* document = find_document(visit, captures[1]);
  if (!document) co_return visit.marked(unknown(services, request));
  const auto form = read_form(request, {.file_bytes = 0});
  if (!form) co_return unreadable(services, request);
  const auto sha256 = std::string(form->first("document_sha256").value_or(std::string_view{}));
  const auto place = "#documents";
  auto attempt = read_attempt(services, visit, *form, "sign", sha256);
  if (attempt.action && co_await services.store.done(visit.key, attempt.action->operation))
    co_return back_to_page(visit, place);
  if (auto over = ended_answer(request, visit)) co_return std::move(*over);
  if (!visit.found.link.rights.sign) co_return stopped(visit, 403, Stopped::not_allowed);

  // A later version took its place: that one is to be read and signed.
  const auto& current = latest(visit, *document);
  if (is_signed(visit, current)) co_return back_to_page(visit, place);
  const bool moved = current.sha256 != sha256;
  attempt.subject = current.sha256;
  attempt.target = fmt::format("{}/documents/{}/sign", visit.path, current.id.text());
  attempt.hidden = {{"document_sha256", current.sha256}};
  const auto view = visit.view();
  const views::ActView act{.order = view, .act = views::Act::sign, .document = &current};
  if (moved) {
    attempt.action.reset();
    attempt.input.agree = false;
    attempt.faults = {{"", FaultKind::document_moved}};
    co_return ask(services, visit, act, attempt, 409);
  }
  if (is_first_step(*form)) co_return ask(services, visit, act, attempt);
  check_attempt(visit, act, attempt);
  auto drawing = read_drawing(attempt);
  if (!attempt.faults.empty()) co_return ask(services, visit, act, attempt);
  if (auto limited = co_await too_often(services, request, visit, {})) co_return std::move(*limited);

  store::CustomerAct wish{.behind = behind(visit, request, attempt, wording(act, *visit.locale)),
                          .power = orders::Power::sign,
                          .context = act_context(visit),
                          .notices = receipt_notices(visit)};
  wish.command = orders::SignDocument{.document = current.id,
                                      .sha256 = sha256,
                                      .name = attempt.input.name,
                                      .strokes = drawing,
                                      .locale = visit.locale->tag()};
  if (drawing) {
    wish.drawing_png_sha256 =
        tokens::hex(tokens::sha256(tokens::bytes(views::signature_png(*drawing, picture_width))));
    wish.behind.person.strokes = std::move(drawing);
  }
  auto done = co_await services.store.act(std::move(wish));
  if (done) co_return back_to_page(visit, place);
  if (done.error().reason == orders::Reason::invalid) {
    attempt.faults = {{done.error().field, FaultKind::not_plain_text}};
    co_return ask(services, visit, act, attempt);
  }
  if (done.error().field == "document_sha256") {
    attempt.faults = {{"", FaultKind::document_moved}};
    co_return ask(services, visit, act, attempt, 409);
  }
  co_return refused(services, request, visit, done.error());
}

}  // namespace server
