#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/json/terms_json.hpp"
#include "server/pages/answers.hpp"
#include "views/locale.hpp"
#include "views/messages/template.hpp"

// The shop's own words: templates of messages, and terms to sign.
namespace server {

namespace json = boost::json;
using orders::MessageTemplate;
using orders::Refusal;
using store::Terms;

namespace {

json::object template_json(const MessageTemplate& words) {
  return {{"topic", name(words.topic)}, {"channel", name(words.route)}, {"locale", words.locale},
          {"subject", words.subject},   {"body", words.body},           {"version", words.version}};
}

// The template that the path names: a topic, a channel and a language that there are.
std::optional<MessageTemplate> named(const Call& call) {
  const auto topic = orders::parse_topic(call.captures[0]);
  const auto route = orders::parse_route(call.captures[1]);
  auto locale = decoded(call.captures[2]);
  if (!topic || !is_switchable(*topic) || !route || !views::Locale::find(locale)) return std::nullopt;
  return MessageTemplate{.topic = *topic, .route = *route, .locale = std::move(locale)};
}

Response no_such_template() {
  return problem(404, "Not found", "There is no message of this topic, channel and language to word.");
}

Task<std::optional<Terms>> find_terms(const Call& call) {
  const auto id = orders::TermsId::parse(call.captures[0]);
  if (!id) co_return std::nullopt;
  auto versions = co_await call.store().terms_versions(call.shop(), *id);
  if (versions.empty()) co_return std::nullopt;
  co_return std::move(versions.front());
}

Response no_such_terms() { return problem(404, "Not found", "This shop has no such terms."); }

Task<Response> keep(const Call& call, Terms terms, int status) {
  const auto kept = co_await call.store().put_terms(std::move(terms));
  if (!kept) co_return refuse(call, kept.error());
  auto response = json_answer(terms_json(*kept), status);
  add_etag(response, kept->version);
  co_return response;
}

}  // namespace

Task<Response> api_list_templates(Call& call) {
  json::array data;
  for (const auto& words : co_await call.store().templates(call.shop())) data.push_back(template_json(words));
  co_return list_answer(std::move(data));
}

// What no message could be made of is refused, by line and column.
Task<Response> api_put_template(Call& call) {
  auto words = named(call);
  if (!words) co_return no_such_template();
  std::optional<Refusal> fault;
  Reader in{call.body, fault};
  in.known({"subject", "body"});
  in.needs({"body"});
  words->subject = in.text("subject");
  words->body = in.text("body");
  if (!fault)
    for (const auto& wrong : views::template_faults(*words)) in.fail(wrong.part, wrong.text());
  if (fault) co_return problem(*fault);
  const auto kept = co_await call.store().set_template(call.shop(), *words);
  if (!kept) co_return problem(kept.error());
  for (const auto& one : co_await call.store().templates(call.shop()))
    if (one.topic == words->topic && one.route == words->route && one.locale == words->locale)
      words->version = one.version;
  co_return json_answer(template_json(*words));
}

// From then on the house's words go out again.
Task<Response> api_drop_template(Call& call) {
  const auto words = named(call);
  if (!words) co_return no_such_template();
  const auto dropped =
      co_await call.store().drop_template(call.shop(), words->topic, words->route, words->locale);
  if (!dropped) co_return problem(dropped.error());
  co_return nothing();
}

Task<Response> api_list_terms(Call& call) {
  json::array data;
  for (const auto& terms : co_await call.store().terms(call.shop())) data.push_back(terms_json(terms));
  co_return list_answer(std::move(data));
}

Task<Response> api_add_terms(Call& call) {
  std::optional<Refusal> fault;
  Reader in{call.body, fault};
  in.known({"purpose", "title", "body", "attach"});
  in.needs({"purpose", "title", "body"});
  Terms terms{.id = {call.fresh_id()}, .shop = call.shop(), .created_at = call.at};
  const auto purpose =
      in.word("purpose", orders::parse_purpose,
              "A purpose is terms, repair_authorisation, data_handling, drop_off or collection.");
  patch_terms(in, terms);
  if (fault) co_return problem(*fault);
  terms.purpose = *purpose;
  co_return co_await keep(call, std::move(terms), 201);
}

Task<Response> api_show_terms(Call& call) {
  const auto terms = co_await find_terms(call);
  if (!terms) co_return no_such_terms();
  auto response = json_answer(terms_json(*terms));
  add_etag(response, terms->version);
  co_return response;
}

// Another text is the next version; what was signed stays as it was.
Task<Response> api_edit_terms(Call& call) {
  auto terms = co_await find_terms(call);
  if (!terms) co_return no_such_terms();
  if (auto moved_on = check_version(call, terms->version)) co_return *std::move(moved_on);
  std::optional<Refusal> fault;
  Reader in{call.body, fault};
  in.known({"title", "body", "attach", "archived"});
  patch_terms(in, *terms);
  terms->archived = in.flag("archived", terms->archived);
  if (fault) co_return problem(*fault);
  terms->created_at = call.at;
  co_return co_await keep(call, *std::move(terms), 200);
}

}  // namespace server
