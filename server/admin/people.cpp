#include "server/admin/request.hpp"
#include "server/clock.hpp"
#include "tokens/api_key.hpp"
#include "tokens/uuid.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cctype>

namespace server {

namespace json = boost::json;
using orders::Reason;

namespace {

constexpr auto sign_in_life = std::chrono::hours{24};

std::string sign_in_url(const AdminContext& context, const tokens::OneTimeToken& token) {
  return context.settings()->public_url + "/staff/sign-in/" + token.text;
}

// The location a request names by its address; nullopt when it names none.
Task<orders::Outcome<std::optional<orders::LocationId>>> location_named(AdminContext& context,
                                                                        orders::ShopId shop,
                                                                        std::string slug) {
  using Named = std::optional<orders::LocationId>;
  if (slug.empty()) co_return Named{};
  for (const auto& location : co_await context.store.locations(shop))
    if (location.slug == slug) co_return Named{location.id};
  co_return orders::Refusal{Reason::invalid, "location", "The shop has no location '" + slug + "'."};
}

Task<std::string> slug_of(AdminContext& context, orders::ShopId shop, std::optional<orders::LocationId> id) {
  if (!id) co_return std::string{};
  for (const auto& location : co_await context.store.locations(shop))
    if (location.id == *id) co_return location.slug;
  co_return std::string{};
}

bool same_email(std::string_view a, std::string_view b) {
  const auto lower = [](unsigned char c) { return std::tolower(c); };
  return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

// shop, email, name, role; location (nothing: all).
Task<json::object> add_staff(AdminContext& context, json::object request) {
  const auto shop = co_await shop_named(context.store, text(request, "shop"));
  if (!shop) co_return refused(shop.error());
  const auto at = now();
  const auto token = tokens::mint_one_time_token();
  const auto role = orders::parse_role(text(request, "role"));
  if (!role) co_return refused({Reason::invalid, "role", "A role is owner, manager, technician or viewer."});
  const auto location = co_await location_named(context, shop->id, text(request, "location"));
  if (!location) co_return refused(location.error());
  orders::StaffMember member{.id = {tokens::new_uuid(at)},
                             .shop = shop->id,
                             .location = *location,
                             .email = text(request, "email"),
                             .name = text(request, "name"),
                             .role = *role,
                             .created_at = at};
  if (!orders::is_email(member.email))
    co_return refused({Reason::invalid, "email", "That is not an e-mail address."});
  const store::Staff staff{.member = member, .sign_in_hash = token.hash, .sign_in_until = at + sign_in_life};
  const auto added = co_await context.store.add_staff(staff);
  if (!added) co_return refused(added.error());
  co_return json::object{
      {"id", member.id.text()}, {"email", member.email}, {"sign_in", sign_in_url(context, token)}};
}

// shop.
Task<json::object> list_staff(AdminContext& context, json::object request) {
  const auto shop = co_await shop_named(context.store, text(request, "shop"));
  if (!shop) co_return refused(shop.error());
  json::array all;
  for (const auto& member : co_await context.store.staff(shop->id)) {
    const auto location = co_await slug_of(context, shop->id, member.location);
    all.push_back(json::object{{"id", member.id.text()},
                               {"email", member.email},
                               {"name", member.name},
                               {"role", name(member.role)},
                               {"location", location},
                               {"second_factor", member.has_totp},
                               {"disabled", member.disabled_at.has_value()}});
  }
  co_return json::object{{"staff", std::move(all)}};
}

// shop, email, reset_totp: for somebody who can sign in by nothing they have left.
Task<json::object> recover_staff(AdminContext& context, json::object request) {
  const auto shop = co_await shop_named(context.store, text(request, "shop"));
  if (!shop) co_return refused(shop.error());
  const auto email = text(request, "email");
  const auto all = co_await context.store.staff(shop->id);
  const auto member =
      std::ranges::find_if(all, [&](const auto& one) { return same_email(one.email, email); });
  if (member == all.end())
    co_return refused({Reason::not_found, "email", "Nobody in this shop has that e-mail address."});
  const auto token = tokens::mint_one_time_token();
  const auto set = co_await context.store.set_sign_in(shop->id, member->id, token.hash, now() + sign_in_life);
  if (!set) co_return refused({Reason::conflict, "email", "They are disabled: an owner lets them in again."});
  if (flag(request, "reset_totp")) {
    const std::string no_secret;
    const std::vector<store::SecretHash> no_codes;
    const auto reset = co_await context.store.set_totp(shop->id, member->id, no_secret, no_codes);
    if (!reset) co_return refused(reset.error());
  }
  co_return json::object{
      {"id", member->id.text()}, {"email", member->email}, {"sign_in", sign_in_url(context, token)}};
}

// shop, name; scope (nothing: admin), location (nothing: all).
Task<json::object> create_api_key(AdminContext& context, json::object request) {
  const auto shop = co_await shop_named(context.store, text(request, "shop"));
  if (!shop) co_return refused(shop.error());
  const auto at = now();
  const auto minted = tokens::mint_api_key();
  const auto word = text(request, "scope");
  const auto scope = word.empty() ? orders::KeyScope::admin : orders::parse_key_scope(word);
  if (!scope) co_return refused({Reason::invalid, "scope", "A scope is read, write or admin."});
  const auto location = co_await location_named(context, shop->id, text(request, "location"));
  if (!location) co_return refused(location.error());
  const store::ApiKey key{.info = {.id = {tokens::new_uuid(at)},
                                   .shop = shop->id,
                                   .location = *location,
                                   .name = text(request, "name"),
                                   .public_id = minted.public_id,
                                   .scope = *scope,
                                   .created_at = at},
                          .hash = minted.hash};
  if (key.info.name.empty()) co_return refused({Reason::invalid, "name", "A name is missing."});
  const auto added = co_await context.store.add_api_key(key);
  if (!added) co_return refused(added.error());
  co_return json::object{{"id", key.info.id.text()}, {"api_key", minted.text}};
}

// shop.
Task<json::object> list_api_keys(AdminContext& context, json::object request) {
  const auto shop = co_await shop_named(context.store, text(request, "shop"));
  if (!shop) co_return refused(shop.error());
  json::array all;
  for (const auto& key : co_await context.store.api_keys(shop->id)) {
    const auto location = co_await slug_of(context, shop->id, key.location);
    all.push_back(json::object{{"id", key.id.text()},
                               {"public_id", key.public_id},
                               {"name", key.name},
                               {"scope", name(key.scope)},
                               {"location", location},
                               {"revoked", key.revoked_at.has_value()}});
  }
  co_return json::object{{"api_keys", std::move(all)}};
}

// shop, key: its id or the eight characters that stand in logs.
Task<json::object> revoke_api_key(AdminContext& context, json::object request) {
  const auto shop = co_await shop_named(context.store, text(request, "shop"));
  if (!shop) co_return refused(shop.error());
  const auto wanted = text(request, "key");
  for (const auto& key : co_await context.store.api_keys(shop->id)) {
    if (key.id.text() != wanted && key.public_id != wanted) continue;
    const auto revoked = co_await context.store.revoke_api_key(shop->id, key.id, now());
    if (!revoked) co_return refused(revoked.error());
    co_return json::object{{"id", key.id.text()}, {"name", key.name}};
  }
  co_return refused({Reason::not_found, "key", "The shop has no such API key."});
}

}  // namespace server
