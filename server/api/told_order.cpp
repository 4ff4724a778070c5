#include "server/api/told_order.hpp"

#include "server/json/order_json.hpp"
#include "server/services.hpp"

#include <algorithm>

namespace server {

namespace json = boost::json;

Task<OrderTeller> OrderTeller::open(const Call& call) {
  auto shop = co_await call.store().shop(call.shop());
  auto locations = co_await call.store().locations(call.shop());
  co_return OrderTeller{call, *std::move(shop), std::move(locations)};
}

Task<json::object> OrderTeller::tell(const orders::Order& order) const {
  auto& store = call_.store();
  std::vector<SeenLink> links;
  for (auto& link : co_await store.links(order.shop, order.id)) {
    auto views = co_await store.link_views(order.shop, link.id);
    const auto previews = co_await store.link_previews(order.shop, link.id);
    links.push_back({std::move(link), std::move(views), previews});
  }
  const auto notices = co_await store.notices(order.shop, order.id);
  const auto location = std::ranges::find(locations_, order.location, &orders::Location::id);
  const auto policy = policy_of(shop_, call_.services.settings()->config.links);
  co_return order_json(order, *location, shop_.currency, links, notices, policy, call_.at);
}

Task<orders::LinkPolicy> link_policy(const Call& call) {
  const auto shop = co_await call.store().shop(call.shop());
  co_return policy_of(shop.value(), call.services.settings()->config.links);
}

Task<Response> send_order(const Call& call, const orders::Order& order, int status, json::object once) {
  const auto teller = co_await OrderTeller::open(call);
  auto body = co_await teller.tell(order);
  for (auto& member : once) body[member.key()] = std::move(member.value());
  auto response = json_answer(body, status);
  add_etag(response, order.version);
  co_return response;
}

}  // namespace server
