#include "server/api/new_order.hpp"

#include "server/admin/links.hpp"
#include "server/api/handlers.hpp"
#include "server/api/told_order.hpp"
#include "server/import/order_body.hpp"
#include "server/json/order_json.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"

#include <algorithm>

namespace server {

namespace json = boost::json;
using orders::Outcome;

namespace {

// The link that the order was made with, and its address.
Task<store::SealedLink> first_link(const Call& call, const orders::Order& order) {
  const auto links = co_await call.store().links(call.shop(), order.id);
  auto sealed = co_await call.store().sealed_link(call.shop(), links.back().id);
  co_return *std::move(sealed);
}

}  // namespace

Task<Outcome<orders::Order>> add_order(Call& call, OrderBody body, json::object& link_told) {
  const auto location = co_await choose_location(call, body.location);
  if (!location) co_return location.error();
  body.order.location = location->id;
  auto order = orders::create(body.order, call.shop(), call.context());
  if (!order) co_return order.error();

  const auto settings = call.services.settings();
  auto minted = mint_link(*settings, call.shop(), order->id, orders::Channel::copy, call.at);
  auto link = minted.sealed.link;
  const auto id = order->id;
  std::vector<store::SealedLink> links{std::move(minted.sealed)};
  const auto tell = body.notify ? store::Tell::customer : store::Tell::nobody;
  const auto added =
      co_await call.store().add_order(*std::move(order), std::move(links), call.operation, tell);
  if (!added) co_return added.error();
  std::optional<std::string> url{std::move(minted.url)};
  if (added->id != id) {  // made by this very call before, whose answer was lost
    const auto sealed = co_await first_link(call, *added);
    link = sealed.link;
    url = reveal_url(*settings, sealed);
  }
  const auto policy = co_await link_policy(call);
  const auto standing = link_access(link, *added, policy, call.at);
  link_told = issued_link_json(link, standing, url.value_or(""));
  call.once = "/link/url";
  call.link = link.id;
  co_return *added;
}

Task<Response> api_add_order(Call& call) {
  auto body = read_new_order(call.body);
  if (!body) co_return problem(body.error());
  json::object link;
  const auto added = co_await add_order(call, *std::move(body), link);
  if (!added) co_return problem(added.error());
  json::object once{{"link", std::move(link)}};
  co_return co_await send_order(call, *added, 201, std::move(once));
}

}  // namespace server
