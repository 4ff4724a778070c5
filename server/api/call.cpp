#include "server/api/call.hpp"

#include "server/clock.hpp"
#include "server/json/order_json.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace server {

namespace json = boost::json;

orders::Context Call::context() const {
  return {.now = at, .actor = caller.actor, .new_id = [when = at] { return tokens::new_uuid(when); }};
}

Task<std::variant<Call, Response>> open_call(Services& services, const Request& request,
                                             std::string_view order, Body body) {
  auto caller = co_await authenticate(services, request);
  if (auto* refused = std::get_if<Response>(&caller)) co_return std::move(*refused);
  Call call{.caller = std::get<Caller>(caller), .at = now()};
  auto found = co_await services.store.find_order(call.caller.shop, order_ref(order));
  if (!found) co_return problem(404, "Not found", "This shop has no such order.");
  call.order = *std::move(found);
  if (body == Body::json) {
    auto read = json_body(request);
    if (auto* refused = std::get_if<Response>(&read)) co_return std::move(*refused);
    call.body = std::get<json::object>(std::move(read));
  }
  co_return call;
}

Task<orders::Outcome<orders::Order>> change(Services& services, const Call& call,
                                            orders::Outcome<orders::Command> wanted) {
  if (!wanted) co_return wanted.error();
  co_return co_await services.store.change_order(call.caller.shop, call.order.id, *std::move(wanted),
                                                 call.context(), tokens::new_uuid(call.at));
}

Task<orders::Location> location_of(Services& services, const orders::Order& order) {
  const auto all = co_await services.store.locations(order.shop);
  co_return *std::ranges::find(all, order.location, &orders::Location::id);
}

Task<Response> send_order(Services& services, const orders::Order& order, int status, json::object once) {
  const auto shop = co_await services.store.shop(order.shop);
  const auto location = co_await location_of(services, order);
  std::vector<SeenLink> links;
  for (auto& link : co_await services.store.links(order.shop, order.id)) {
    auto views = co_await services.store.link_views(order.shop, link.id);
    links.push_back({std::move(link), std::move(views)});
  }
  auto body = order_json(order, location, shop->currency, links, services.settings()->config.links, now());
  for (auto& member : once) body[member.key()] = std::move(member.value());
  auto response = json_answer(body, status);
  response.headers.emplace_back("ETag", fmt::format("\"{}\"", order.version));
  co_return response;
}

Task<Response> answer_change(Services& services, const Call& call, orders::Outcome<orders::Command> wanted) {
  const auto changed = co_await change(services, call, std::move(wanted));
  if (!changed) co_return problem(changed.error());
  co_return co_await send_order(services, *changed);
}

Response json_answer(const json::object& body, int status) {
  return json_answer(status, json::serialize(body));
}

}  // namespace server
