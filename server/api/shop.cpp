#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/house_contact.hpp"
#include "server/json/shop_json.hpp"
#include "server/media/logo.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"

#include <algorithm>

namespace server {

namespace json = boost::json;
using orders::Outcome;
using orders::Reason;
using orders::Refusal;

namespace {

Response shown(const Call& call, const orders::Shop& shop) {
  auto response = json_answer(shop_json(shop, call.services.settings()->public_url));
  add_etag(response, shop.version);
  return response;
}

Response shown(const Call& call, const orders::Location& location, int status = 200) {
  auto response = json_answer(location_json(location, call.services.settings()->public_url), status);
  add_etag(response, location.version);
  return response;
}

// By id or slug, of those that the caller sees.
Task<std::optional<orders::Location>> find_location(const Call& call) {
  const auto wanted = decoded(call.captures[0]);
  for (auto& one : co_await call.store().locations(call.shop()))
    if (call.caller.sees(one.id) && (one.id.text() == wanted || one.slug == wanted)) co_return std::move(one);
  co_return std::nullopt;
}

Response no_such_location() { return problem(404, "Not found", "This shop has no such location."); }

template <class Thing>
Task<Response> answer_kept(const Call& call, Outcome<Thing> kept, int status = 200) {
  if (!kept) co_return refuse(call, kept.error());
  co_await call.services.house.refresh(call.store());
  if constexpr (std::is_same_v<Thing, orders::Location>)
    co_return shown(call, *kept, status);
  else
    co_return shown(call, *kept);
}

}  // namespace

Task<Response> api_show_shop(Call& call) {
  const auto shop = co_await call.store().shop(call.shop());
  co_return shown(call, *shop);
}

Task<Response> api_edit_shop(Call& call) {
  const auto shop = co_await call.store().shop(call.shop());
  if (auto moved_on = check_version(call, shop->version)) co_return *std::move(moved_on);
  auto wanted = patch_shop(call.body, *shop);
  if (!wanted) co_return problem(wanted.error());
  auto kept = co_await call.store().update_shop(*std::move(wanted));
  co_return co_await answer_kept(call, std::move(kept));
}

Task<Response> api_put_shop_logo(Call& call) {
  auto shop = co_await call.store().shop(call.shop());
  if (auto moved_on = check_version(call, shop->version)) co_return *std::move(moved_on);
  const auto logo = co_await keep_logo(call.services, std::string(call.request.body));
  if (!logo) co_return problem(logo.error());
  shop->branding.logo = *logo;
  auto kept = co_await call.store().update_shop(*std::move(shop));
  co_return co_await answer_kept(call, std::move(kept));
}

Task<Response> api_list_locations(Call& call) {
  json::array data;
  const auto settings = call.services.settings();
  for (const auto& location : co_await call.store().locations(call.shop()))
    if (call.caller.sees(location.id)) data.push_back(location_json(location, settings->public_url));
  co_return list_answer(std::move(data));
}

Task<Response> api_add_location(Call& call) {
  auto wanted = patch_location(call.body, {.id = {call.fresh_id()}, .shop = call.shop()});
  if (!wanted) co_return problem(wanted.error());
  auto kept = co_await call.store().add_location(*std::move(wanted));
  co_return co_await answer_kept(call, std::move(kept), 201);
}

Task<Response> api_show_location(Call& call) {
  const auto location = co_await find_location(call);
  if (!location) co_return no_such_location();
  co_return shown(call, *location);
}

Task<Response> api_edit_location(Call& call) {
  const auto location = co_await find_location(call);
  if (!location) co_return no_such_location();
  if (auto moved_on = check_version(call, location->version)) co_return *std::move(moved_on);
  auto wanted = patch_location(call.body, *location);
  if (!wanted) co_return problem(wanted.error());
  auto kept = co_await call.store().update_location(*std::move(wanted));
  co_return co_await answer_kept(call, std::move(kept));
}

Task<Response> api_put_location_logo(Call& call) {
  auto location = co_await find_location(call);
  if (!location) co_return no_such_location();
  if (auto moved_on = check_version(call, location->version)) co_return *std::move(moved_on);
  const auto logo = co_await keep_logo(call.services, std::string(call.request.body));
  if (!logo) co_return problem(logo.error());
  location->branding.logo = *logo;
  auto kept = co_await call.store().update_location(*std::move(location));
  co_return co_await answer_kept(call, std::move(kept));
}

}  // namespace server
