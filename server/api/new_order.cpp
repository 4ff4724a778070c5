#include "server/admin/links.hpp"
#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/clock.hpp"
#include "server/import/order_body.hpp"
#include "server/json/order_json.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"

#include <algorithm>

namespace server {

namespace json = boost::json;
using orders::Outcome;
using orders::Reason;
using orders::Refusal;

namespace {

// By slug or name; the only one where none is named.
Outcome<orders::Location> choose(const std::vector<orders::Location>& locations, const std::string& wanted) {
  if (wanted.empty() && locations.size() == 1) return locations.front();
  if (wanted.empty())
    return Refusal{Reason::invalid, "location", "It is needed where a shop has not just one location."};
  const auto is_it = [&](const orders::Location& one) { return one.slug == wanted || one.name == wanted; };
  const auto found = std::ranges::find_if(locations, is_it);
  if (found == locations.end()) return Refusal{Reason::invalid, "location", "The shop has no such location."};
  return *found;
}

}  // namespace

Task<Response> api_add_order(Services& services, const Request& request, Captures) {
  auto authenticated = co_await authenticate(services, request);
  if (auto* refused = std::get_if<Response>(&authenticated)) co_return std::move(*refused);
  auto members = json_body(request);
  if (auto* refused = std::get_if<Response>(&members)) co_return std::move(*refused);
  auto body = read_new_order(std::get<json::object>(members));
  if (!body) co_return problem(body.error());
  const Call call{.caller = std::get<Caller>(authenticated), .at = now()};
  const auto& shop = call.caller.shop;
  const auto locations = co_await services.store.locations(shop);
  const auto location = choose(locations, body->location);
  if (!location) co_return problem(location.error());
  body->order.location = location->id;
  auto order = orders::create(body->order, shop, call.context());
  if (!order) co_return problem(order.error());

  const auto settings = services.settings();
  auto minted = mint_link(*settings, shop, order->id, orders::Channel::copy, call.at);
  const auto standing = link_access(minted.sealed.link, *order, settings->config.links, call.at);
  auto link = issued_link_json(minted.sealed.link, standing, minted.url);
  std::vector<store::SealedLink> links{std::move(minted.sealed)};
  const auto added = co_await services.store.add_order(*std::move(order), std::move(links),
                                                       tokens::new_uuid(call.at), store::Tell::customer);
  if (!added) co_return problem(added.error());
  json::object once{{"link", std::move(link)}};
  auto response = co_await send_order(services, *added, 201, std::move(once));
  response.headers.emplace_back("Location", "/api/v1/orders/" + added->id.text());
  co_return response;
}

}  // namespace server
