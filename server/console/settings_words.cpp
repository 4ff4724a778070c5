#include "views/console/settings_words.hpp"
#include "server/console/settings_handlers.hpp"
#include "server/json/terms_json.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"
#include "views/zone.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>
#include <charconv>

namespace server {

namespace json = boost::json;
using orders::Duty;
using orders::MessageTemplate;
using views::Section;

namespace {

// The template that the path names, without words; nullopt for one that there is not.
std::optional<MessageTemplate> named(Captures captures) {
  const auto topic = orders::parse_topic(captures[0]);
  const auto route = orders::parse_route(captures[1]);
  if (!topic || !orders::is_switchable(*topic) || !route || !views::Locale::find(captures[2]))
    return std::nullopt;
  return MessageTemplate{.topic = *topic, .route = *route, .locale = std::string(captures[2])};
}

bool same_place(const MessageTemplate& a, const MessageTemplate& b) {
  return a.topic == b.topic && a.route == b.route && a.locale == b.locale;
}

// With what it comes to, as the shop's first location would send it.
Task<Response> template_answer(Services& services, const Desk& desk, const Request& request,
                               views::TemplateForm form, views::Faults faults = {}) {
  const auto& words = form.words;
  if (faults.empty() && !desk.locations.empty()) {
    const auto policy = co_await services.store.notify_policy(desk.shop.id);
    const views::ShopContact contact{desk.shop, desk.locations.front(), desk.zone, desk.at};
    form.preview = views::preview(words, contact, desk.settings->public_url, policy.footer,
                                  *views::Locale::find(words.locale));
  }
  co_return settings_answer(desk, request, Section::templates,
                            views::template_settings(form, faults, desk.view()), faults.empty());
}

views::TermsForm form_of(const store::Terms& terms) {
  return {.id = terms.id.text(),
          .purpose = std::string(name(terms.purpose)),
          .title = terms.title,
          .body = terms.body,
          .version = terms.version,
          .attach = terms.attach,
          .archived = terms.archived};
}

Task<std::vector<store::Terms>> versions_of(Services& services, const Desk& desk, std::string_view text) {
  const auto id = orders::TermsId::parse(text);
  if (!id) co_return std::vector<store::Terms>{};
  co_return co_await services.store.terms_versions(desk.shop.id, *id);
}

Response terms_answer(const Desk& desk, const Request& request, const views::TermsForm& form,
                      const std::vector<store::Terms>& versions, const views::Faults& faults = {}) {
  std::vector<std::pair<int, orders::Instant>> history;
  for (const auto& one : versions) history.emplace_back(one.version, one.created_at);
  return settings_answer(desk, request, Section::terms,
                         views::terms_settings(form, history, faults, desk.view()), faults.empty());
}

}  // namespace

Task<Response> show_templates(Services& services, const Request& request, Captures) {
  auto desk = co_await open_desk(services, request, Duty::manage);
  if (auto* refused = std::get_if<Response>(&desk)) co_return std::move(*refused);
  const auto& here = std::get<Desk>(desk);
  const auto own = co_await services.store.templates(here.shop.id);
  co_return settings_answer(here, request, Section::templates, views::template_list(own, here.view()));
}

Task<Response> show_template(Services& services, const Request& request, Captures captures) {
  auto desk = co_await open_desk(services, request, Duty::manage);
  if (auto* refused = std::get_if<Response>(&desk)) co_return std::move(*refused);
  const auto& here = std::get<Desk>(desk);
  const auto place = named(captures);
  if (!place) co_return desk_not_found(here);
  const auto own = co_await services.store.templates(here.shop.id);
  const auto& locale = *views::Locale::find(place->locale);
  views::TemplateForm form{.words = views::words_for(own, place->topic, place->route, locale)};
  form.words.locale = place->locale;
  form.own = std::ranges::any_of(own, [&](const auto& one) { return same_place(one, *place); });
  co_return co_await template_answer(services, here, request, std::move(form));
}

Task<Response> save_template(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_post(services, request, Duty::manage);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& posted = std::get<Posted>(opened);
  const auto& desk = posted.desk;
  if (auto refused = refuse_of_one_place(desk)) co_return *std::move(refused);
  auto words = named(captures);
  if (!words) co_return desk_not_found(desk);
  const auto done = "/staff/settings/templates/" + std::string(captures[0]) + '/' + std::string(captures[1]) +
                    '/' + words->locale + "?done=saved";
  if (posted.ticked("drop")) {
    const auto dropped =
        co_await services.store.drop_template(desk.shop.id, words->topic, words->route, words->locale);
    if (!dropped) co_return desk_refusal(desk, dropped.error(), "/staff/settings/templates");
    co_return see_other(done);
  }
  words->subject = posted.text("subject");
  words->body = posted.text("body");
  views::Faults faults;
  for (const auto& wrong : views::template_faults(*words))
    faults.push_back(
        {wrong.part, fmt::format("Line {}, column {}: {}", wrong.line, wrong.column, wrong.words)});
  if (faults.empty()) {
    const auto kept = co_await services.store.set_template(desk.shop.id, *words);
    if (kept) co_return see_other(done);
    faults = faults_of(kept.error());
  }
  views::TemplateForm form{.words = *std::move(words)};
  co_return co_await template_answer(services, desk, request, std::move(form), std::move(faults));
}

Task<Response> show_terms_list(Services& services, const Request& request, Captures) {
  auto desk = co_await open_desk(services, request, Duty::manage);
  if (auto* refused = std::get_if<Response>(&desk)) co_return std::move(*refused);
  const auto& here = std::get<Desk>(desk);
  std::vector<views::TermsForm> all;
  for (const auto& one : co_await services.store.terms(here.shop.id)) all.push_back(form_of(one));
  co_return settings_answer(here, request, Section::terms, views::terms_list(all, here.view()));
}

Task<Response> show_terms(Services& services, const Request& request, Captures captures) {
  auto desk = co_await open_desk(services, request, Duty::manage);
  if (auto* refused = std::get_if<Response>(&desk)) co_return std::move(*refused);
  const auto& here = std::get<Desk>(desk);
  if (captures[0] == "new") co_return terms_answer(here, request, {.purpose = "terms"}, {});
  const auto versions = co_await versions_of(services, here, captures[0]);
  if (versions.empty()) co_return desk_not_found(here);
  co_return terms_answer(here, request, form_of(versions.front()), versions);
}

Task<Response> save_terms(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_post(services, request, Duty::manage);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& posted = std::get<Posted>(opened);
  const auto& desk = posted.desk;
  if (auto refused = refuse_of_one_place(desk)) co_return *std::move(refused);
  const bool fresh = captures[0] == "new";
  const auto versions = co_await versions_of(services, desk, captures[0]);
  if (!fresh && versions.empty()) co_return desk_not_found(desk);
  auto terms =
      fresh ? store::Terms{.id = {tokens::new_uuid(desk.at)}, .shop = desk.shop.id} : versions.front();
  auto form = fresh ? views::TermsForm{.purpose = posted.text("purpose")} : form_of(terms);
  form.title = posted.text("title");
  form.body = posted.text("body");
  form.attach = posted.ticked("attach");
  form.archived = posted.ticked("archived");

  std::optional<orders::Refusal> fault;
  const json::object members{{"title", form.title}, {"body", form.body}, {"attach", form.attach}};
  Reader in{members, fault};
  patch_terms(in, terms);
  if (fresh) {
    const auto purpose = orders::parse_purpose(form.purpose);
    if (!purpose) in.fail("purpose", "Choose what it is for.");
    terms.purpose = purpose.value_or(terms.purpose);
  } else if (posted.text("version") != std::to_string(terms.version)) {
    in.fail("body", "Somebody wrote another version meanwhile. It stands beside this one.");
  }
  if (fault) co_return terms_answer(desk, request, form, versions, faults_of(*fault));
  terms.archived = form.archived;
  terms.created_at = desk.at;
  const auto kept = co_await services.store.put_terms(std::move(terms));
  if (!kept) co_return terms_answer(desk, request, form, versions, faults_of(kept.error()));
  co_return see_other("/staff/settings/terms/" + kept->id.text() + "?done=saved");
}

}  // namespace server
