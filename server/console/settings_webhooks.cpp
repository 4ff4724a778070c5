#include "server/console/settings_handlers.hpp"
#include "server/json/webhook_json.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"
#include "tokens/webhook_secret.hpp"
#include "views/console/settings_machines.hpp"

#include <boost/json.hpp>

#include <charconv>

namespace server {

namespace json = boost::json;
using orders::Duty;
using orders::WebhookEndpoint;
using orders::WebhookId;
using views::Section;

namespace {

constexpr std::string_view all_webhooks = "/staff/settings/webhooks";
constexpr int deliveries_at_once = 50;

std::string address_of(WebhookId id) { return std::string(all_webhooks) + '/' + id.text(); }

views::WebhookForm shown(const WebhookEndpoint& endpoint) {
  return {.id = endpoint.id.text(),
          .url = endpoint.url,
          .description = endpoint.description,
          .news = endpoint.news,
          .enabled = endpoint.enabled,
          .fault = endpoint.fault,
          .version = endpoint.version};
}

views::WebhookForm typed(const Posted& posted) {
  views::WebhookForm form{.url = posted.text("url"), .description = posted.text("description")};
  for (int i = 0; i < orders::news_count; ++i)
    if (const auto news = static_cast<orders::News>(i); posted.ticked(views::news_field(news)))
      form.news.push_back(news);
  return form;
}

orders::Outcome<WebhookEndpoint> patched(const views::WebhookForm& form, WebhookEndpoint endpoint,
                                         const Desk& desk) {
  json::array events;
  for (const auto news : form.news) events.emplace_back(name(news));
  const json::object members{{"url", form.url},
                             {"description", form.description},
                             {"events", std::move(events)},
                             {"enabled", form.enabled}};
  return patch_webhook(members, std::move(endpoint), desk.settings->config.webhooks.allow_private);
}

std::string seal(const Desk& desk, WebhookId id, const std::string& secret) {
  return tokens::seal_webhook_secret(desk.settings->keys, secret, desk.shop.id.text(), id.text());
}

Task<Response> list_answer(Services& services, const Desk& desk, const Request& request,
                           views::WebhookForm form, views::Faults faults = {}) {
  const auto all = co_await services.store.webhooks(desk.shop.id);
  co_return settings_answer(desk, request, Section::webhooks,
                            views::webhooks_list(all, form, faults, desk.view()), faults.empty());
}

Task<Response> webhook_answer(Services& services, const Desk& desk, const Request& request, WebhookId id,
                              views::WebhookForm form, views::Faults faults = {}) {
  auto cursor = request.parameter("cursor").value_or("");
  const auto log =
      co_await services.store.deliveries(desk.shop.id, id, std::move(cursor), deliveries_at_once);
  co_return settings_answer(desk, request, Section::webhooks,
                            views::webhook_settings(form, log.items, log.next, faults, desk.view()),
                            faults.empty());
}

Response secret_answer(const Desk& desk, const Request& request, WebhookId id, const std::string& secret) {
  return settings_answer(
      desk, request, Section::webhooks,
      views::secret_once("The secret that signs", "The receiver checks with it that a delivery is yours.",
                         secret, views::Url::local(address_of(id))));
}

// A form about a webhook of the owner's shop, or the answer in its stead.
struct About {
  Posted posted;
  WebhookEndpoint endpoint;
};
Task<std::variant<About, Response>> open_about(Services& services, const Request& request,
                                               std::string_view segment) {
  auto opened = co_await open_post(services, request, Duty::own);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  auto& posted = std::get<Posted>(opened);
  std::optional<store::SecretEndpoint> found;
  if (const auto id = WebhookId::parse(segment))
    found = co_await services.store.find_webhook(posted.desk.shop.id, *id);
  if (!found) co_return desk_not_found(posted.desk);
  co_return About{std::move(posted), std::move(found->endpoint)};
}

}  // namespace

Task<Response> show_webhooks(Services& services, const Request& request, Captures) {
  auto desk = co_await open_desk(services, request, Duty::own);
  if (auto* refused = std::get_if<Response>(&desk)) co_return std::move(*refused);
  views::WebhookForm fresh;
  co_return co_await list_answer(services, std::get<Desk>(desk), request, std::move(fresh));
}

Task<Response> add_webhook(Services& services, const Request& request, Captures) {
  auto opened = co_await open_post(services, request, Duty::own);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& posted = std::get<Posted>(opened);
  const auto& desk = posted.desk;
  auto form = typed(posted);
  views::Faults faults;
  WebhookEndpoint fresh{.id = {tokens::new_uuid(desk.at)}, .shop = desk.shop.id, .created_at = desk.at};
  auto wanted = patched(form, fresh, desk);
  const auto others = co_await services.store.webhooks(desk.shop.id);
  if (!wanted) faults = faults_of(wanted.error());
  if (others.size() >= most_webhooks) faults.push_back({"url", "A shop has at most 20 webhooks."});
  if (!faults.empty())
    co_return co_await list_answer(services, desk, request, std::move(form), std::move(faults));
  const auto secret = tokens::mint_webhook_secret();
  store::SecretEndpoint endpoint{.endpoint = *std::move(wanted),
                                 .sealed_secret = seal(desk, fresh.id, secret)};
  const auto added = co_await services.store.add_webhook(std::move(endpoint));
  if (!added) co_return desk_refusal(desk, added.error(), all_webhooks);
  co_return secret_answer(desk, request, fresh.id, secret);
}

Task<Response> show_webhook(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_desk(services, request, Duty::own);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& desk = std::get<Desk>(opened);
  const auto id = WebhookId::parse(captures[0]);
  std::optional<store::SecretEndpoint> found;
  if (id) found = co_await services.store.find_webhook(desk.shop.id, *id);
  if (!found) co_return desk_not_found(desk);
  auto form = shown(found->endpoint);
  co_return co_await webhook_answer(services, desk, request, *id, std::move(form));
}

Task<Response> save_webhook(Services& services, const Request& request, Captures captures) {
  auto about = co_await open_about(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&about)) co_return std::move(*refused);
  const auto& [posted, known] = std::get<About>(about);
  auto form = typed(posted);
  form.id = known.id.text();
  form.enabled = posted.ticked("enabled");
  form.fault = known.fault;
  const auto version = posted.text("version");
  std::from_chars(version.data(), version.data() + version.size(), form.version);
  views::Faults faults;
  if (auto wanted = patched(form, known, posted.desk)) {
    wanted->version = form.version;
    const auto kept = co_await services.store.update_webhook(*std::move(wanted));
    if (kept) co_return see_other(address_of(known.id) + "?done=saved");
    faults = faults_of(kept.error());
  } else {
    faults = faults_of(wanted.error());
  }
  co_return co_await webhook_answer(services, posted.desk, request, known.id, std::move(form),
                                    std::move(faults));
}

Task<Response> test_webhook(Services& services, const Request& request, Captures captures) {
  auto about = co_await open_about(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&about)) co_return std::move(*refused);
  const auto& [posted, known] = std::get<About>(about);
  const auto& desk = posted.desk;
  if (!known.enabled) {
    auto form = shown(known);
    views::Faults faults{{"enabled", "It is switched off. Switch it on and save before you test it."}};
    co_return co_await webhook_answer(services, desk, request, known.id, std::move(form), std::move(faults));
  }
  const orders::DeliveryId fresh{tokens::new_uuid(desk.at)};
  const auto queued = co_await services.store.queue_test_delivery(desk.shop.id, known.id, fresh, desk.at);
  if (!queued) co_return desk_refusal(desk, queued.error(), address_of(known.id));
  co_return see_other(address_of(known.id) + "?done=sending");
}

Task<Response> renew_webhook_secret(Services& services, const Request& request, Captures captures) {
  auto about = co_await open_about(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&about)) co_return std::move(*refused);
  const auto& [posted, known] = std::get<About>(about);
  const auto& desk = posted.desk;
  const auto secret = tokens::mint_webhook_secret();
  auto sealed = seal(desk, known.id, secret);
  const auto replaced = co_await services.store.replace_webhook_secret(
      desk.shop.id, known.id, std::move(sealed), desk.at + both_secrets_for);
  if (!replaced) co_return desk_refusal(desk, replaced.error(), address_of(known.id));
  co_return secret_answer(desk, request, known.id, secret);
}

Task<Response> drop_webhook(Services& services, const Request& request, Captures captures) {
  auto about = co_await open_about(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&about)) co_return std::move(*refused);
  const auto& [posted, known] = std::get<About>(about);
  const auto dropped = co_await services.store.drop_webhook(posted.desk.shop.id, known.id);
  if (!dropped) co_return desk_refusal(posted.desk, dropped.error(), all_webhooks);
  co_return see_other(std::string(all_webhooks) + "?done=saved");
}

Task<Response> redeliver(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_post(services, request, Duty::own);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& desk = std::get<Posted>(opened).desk;
  const auto id = orders::DeliveryId::parse(captures[0]);
  if (!id) co_return desk_not_found(desk);
  const orders::DeliveryId fresh{tokens::new_uuid(desk.at)};
  const auto again = co_await services.store.redeliver(desk.shop.id, *id, fresh, desk.at);
  if (!again) co_return desk_refusal(desk, again.error(), all_webhooks);
  co_return see_other(address_of(again->endpoint) + "?done=sending");
}

}  // namespace server
