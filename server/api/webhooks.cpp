#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/json/feed_json.hpp"
#include "server/json/webhook_json.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"
#include "tokens/webhook_secret.hpp"

namespace server {

namespace json = boost::json;
using orders::Outcome;
using orders::Reason;
using orders::Refusal;
using orders::WebhookEndpoint;
using orders::WebhookId;

namespace {

// What the body names of an endpoint; the rest stays as it is.
Outcome<WebhookEndpoint> read_endpoint(const Call& call, WebhookEndpoint endpoint) {
  const bool allow_private = call.services.settings()->config.webhooks.allow_private;
  return patch_webhook(call.body, std::move(endpoint), allow_private);
}

Response no_such_webhook() { return problem(404, "Not found", "This shop has no such webhook."); }
Response no_such_delivery() { return problem(404, "Not found", "This shop has no such delivery."); }

Task<std::optional<WebhookEndpoint>> find(const Call& call) {
  std::optional<store::SecretEndpoint> found;
  if (const auto id = WebhookId::parse(call.captures[0]))
    found = co_await call.store().find_webhook(call.shop(), *id);
  if (!found) co_return std::nullopt;
  co_return std::move(found->endpoint);
}

Response shown(const WebhookEndpoint& endpoint, int status = 200, std::string_view secret = {}) {
  auto body = webhook_json(endpoint);
  if (!secret.empty()) body["secret"] = secret;
  auto response = json_answer(body, status);
  add_etag(response, endpoint.version);
  return response;
}

std::string seal(const Call& call, WebhookId id, const std::string& secret) {
  return tokens::seal_webhook_secret(call.services.settings()->keys, secret, call.shop().text(), id.text());
}

}  // namespace

Task<Response> api_list_webhooks(Call& call) {
  json::array data;
  for (const auto& endpoint : co_await call.store().webhooks(call.shop()))
    data.push_back(webhook_json(endpoint));
  co_return list_answer(std::move(data));
}

// The secret stands in this one answer and in none after it.
Task<Response> api_add_webhook(Call& call) {
  const WebhookEndpoint fresh{.id = {call.fresh_id()}, .shop = call.shop(), .created_at = call.at};
  auto wanted = read_endpoint(call, fresh);
  if (!wanted) co_return problem(wanted.error());
  const auto others = co_await call.store().webhooks(call.shop());
  if (others.size() >= most_webhooks) co_return problem(409, "Conflict", "A shop has at most 20 webhooks.");
  const auto secret = tokens::mint_webhook_secret();
  store::SecretEndpoint endpoint{.endpoint = *std::move(wanted),
                                 .sealed_secret = seal(call, fresh.id, secret)};
  const auto added = co_await call.store().add_webhook(endpoint);
  if (!added) co_return problem(added.error());
  call.once = "/secret";
  co_return shown(endpoint.endpoint, 201, secret);
}

Task<Response> api_show_webhook(Call& call) {
  const auto found = co_await find(call);
  if (!found) co_return no_such_webhook();
  co_return shown(*found);
}

Task<Response> api_edit_webhook(Call& call) {
  auto found = co_await find(call);
  if (!found) co_return no_such_webhook();
  if (auto moved_on = check_version(call, found->version)) co_return *std::move(moved_on);
  auto wanted = read_endpoint(call, *std::move(found));
  if (!wanted) co_return problem(wanted.error());
  const auto changed = co_await call.store().update_webhook(*std::move(wanted));
  if (!changed) co_return refuse(call, changed.error());
  co_return shown(*changed);
}

Task<Response> api_drop_webhook(Call& call) {
  const auto found = co_await find(call);
  if (!found) co_return no_such_webhook();
  const auto dropped = co_await call.store().drop_webhook(call.shop(), found->id);
  if (!dropped) co_return problem(dropped.error());
  co_return Response{.status = 204, .kind = Response::Kind::api};
}

Task<Response> api_test_webhook(Call& call) {
  const auto found = co_await find(call);
  if (!found) co_return no_such_webhook();
  if (!found->enabled) co_return problem(409, "Conflict", "This webhook is switched off.");
  const orders::DeliveryId fresh{call.fresh_id()};
  const auto queued = co_await call.store().queue_test_delivery(call.shop(), found->id, fresh, call.at);
  if (!queued) co_return problem(queued.error());
  const orders::WebhookDelivery delivery{
      .id = fresh, .endpoint = found->id, .shop = call.shop(), .created_at = call.at, .due_at = call.at};
  co_return json_answer(delivery_json(delivery), 202);
}

Task<Response> api_rotate_webhook_secret(Call& call) {
  const auto found = co_await find(call);
  if (!found) co_return no_such_webhook();
  const auto secret = tokens::mint_webhook_secret();
  const auto until = call.at + both_secrets_for;
  auto sealed = seal(call, found->id, secret);
  const auto replaced =
      co_await call.store().replace_webhook_secret(call.shop(), found->id, std::move(sealed), until);
  if (!replaced) co_return problem(replaced.error());
  const auto now_so = co_await find(call);
  if (!now_so) co_return no_such_webhook();
  call.once = "/secret";
  co_return shown(*now_so, 200, secret);
}

Task<Response> api_list_deliveries(Call& call) {
  const auto found = co_await find(call);
  if (!found) co_return no_such_webhook();
  std::optional<Refusal> fault;
  Reader in{call.query, fault};
  in.known({"limit", "cursor"});
  auto paging = read_paging(in);
  if (fault) co_return problem(*fault);
  const auto slice =
      co_await call.store().deliveries(call.shop(), found->id, std::move(paging.cursor), paging.limit);
  json::array data;
  for (const auto& delivery : slice.items) data.push_back(delivery_json(delivery));
  co_return list_answer(std::move(data), slice.next);
}

Task<Response> api_redeliver(Call& call) {
  const auto id = orders::DeliveryId::parse(call.captures[0]);
  if (!id) co_return no_such_delivery();
  const orders::DeliveryId fresh{call.fresh_id()};
  const auto again = co_await call.store().redeliver(call.shop(), *id, fresh, call.at);
  if (!again && again.error().reason == Reason::not_found) co_return no_such_delivery();
  if (!again) co_return problem(again.error());
  co_return json_answer(delivery_json(*again), 202);
}

}  // namespace server
