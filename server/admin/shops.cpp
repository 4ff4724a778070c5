#include "server/admin/details.hpp"
#include "server/admin/request.hpp"
#include "server/clock.hpp"

#include <boost/json.hpp>

namespace server {

namespace json = boost::json;

namespace {

json::object shop_and_location(const orders::Shop& shop, const orders::Location& location) {
  return {{"shop", shop.slug}, {"shop_id", shop.id.text()}, {"location", location.slug}};
}

// A shop with its first location, which carries its name and stands where a request says. The branding is the
// shop's.
Task<json::object> make_shop(AdminContext& context, const json::object& request) {
  const auto at = now();
  auto logo = read_logo(request);
  if (!logo) co_return refused(logo.error());
  const auto shop = read_shop(request, at);
  if (!shop) co_return refused(shop.error());
  auto location = read_location(request, shop->id, at);
  if (!location) co_return refused(location.error());
  location->branding = {};
  if (*logo) {
    const auto kept = co_await context.store.put_asset(std::move(**logo));
    if (!kept) co_return refused(kept.error());
  }
  const auto shop_added = co_await context.store.add_shop(*shop);
  if (!shop_added) co_return refused(shop_added.error());
  const auto location_added = co_await context.store.add_location(*location);
  if (!location_added) co_return refused(location_added.error());
  if (context.shops_changed) context.shops_changed();
  co_return shop_and_location(*shop_added, *location_added);
}

}  // namespace

Task<json::object> add_shop(AdminContext& context, json::object request) {
  co_return co_await make_shop(context, request);
}

// slug, name, owner (e-mail), and what a shop and a location take.
Task<json::object> init_shop(AdminContext& context, json::object request) {
  const auto shops = co_await context.store.shops();
  if (!shops.empty())
    co_return refused(
        {orders::Reason::conflict, "slug", "There is a shop here already: add another with shop add."});
  const auto owner = text(request, "owner");
  if (!orders::is_email(owner))
    co_return refused({orders::Reason::invalid, "owner", "The owner is not an e-mail address."});

  auto made = co_await make_shop(context, request);
  if (made.contains("error")) co_return made;
  json::object person{{"shop", made["shop"]}, {"email", owner}, {"name", owner}, {"role", "owner"}};
  auto staff = co_await add_staff(context, std::move(person));
  if (staff.contains("error")) co_return staff;
  json::object machine{{"shop", made["shop"]}, {"name", "first key"}};
  auto key = co_await create_api_key(context, std::move(machine));
  if (key.contains("error")) co_return key;
  made["sign_in"] = staff["sign_in"];
  made["api_key"] = key["api_key"];
  co_return made;
}

Task<json::object> add_location(AdminContext& context, json::object request) {
  const auto shop = co_await shop_named(context.store, text(request, "shop"));
  if (!shop) co_return refused(shop.error());
  auto logo = read_logo(request);
  if (!logo) co_return refused(logo.error());
  const auto location = read_location(request, shop->id, now());
  if (!location) co_return refused(location.error());
  if (*logo) {
    const auto kept = co_await context.store.put_asset(std::move(**logo));
    if (!kept) co_return refused(kept.error());
  }
  const auto added = co_await context.store.add_location(*location);
  if (!added) co_return refused(added.error());
  if (context.shops_changed) context.shops_changed();
  co_return shop_and_location(*shop, *added);
}

Task<json::object> list_locations(AdminContext& context, json::object request) {
  const auto shop = co_await shop_named(context.store, text(request, "shop"));
  if (!shop) co_return refused(shop.error());
  json::array out;
  for (const auto& location : co_await context.store.locations(shop->id))
    out.push_back(json::object{{"slug", location.slug}, {"name", location.name}});
  co_return json::object{{"shop", shop->slug}, {"locations", std::move(out)}};
}

}  // namespace server
