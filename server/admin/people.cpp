#include "server/admin/request.hpp"
#include "server/clock.hpp"
#include "tokens/api_key.hpp"
#include "tokens/uuid.hpp"

namespace server {

namespace json = boost::json;

namespace {

constexpr auto sign_in_life = std::chrono::hours{24};

}  // namespace

// shop, email, name, role.
Task<json::object> add_staff(AdminContext& context, json::object request) {
  using orders::Reason;
  const auto shop = co_await shop_named(context.store, text(request, "shop"));
  if (!shop) co_return refused(shop.error());
  const auto at = now();
  const auto token = tokens::mint_one_time_token();
  const auto role = orders::parse_role(text(request, "role"));
  if (!role) co_return refused({Reason::invalid, "role", "A role is owner, manager, technician or viewer."});
  orders::StaffMember member{.id = {tokens::new_uuid(at)},
                             .shop = shop->id,
                             .email = text(request, "email"),
                             .name = text(request, "name"),
                             .role = *role,
                             .created_at = at};
  if (!orders::is_email(member.email))
    co_return refused({Reason::invalid, "email", "That is not an e-mail address."});
  const store::Staff staff{.member = member, .sign_in_hash = token.hash, .sign_in_until = at + sign_in_life};
  const auto added = co_await context.store.add_staff(staff);
  if (!added) co_return refused(added.error());
  co_return json::object{{"id", member.id.text()},
                         {"email", member.email},
                         {"sign_in", context.settings()->public_url + "/staff/sign-in/" + token.text}};
}

// shop, name.
Task<json::object> create_api_key(AdminContext& context, json::object request) {
  const auto shop = co_await shop_named(context.store, text(request, "shop"));
  if (!shop) co_return refused(shop.error());
  const auto at = now();
  const auto minted = tokens::mint_api_key();
  const store::ApiKey key{.info = {.id = {tokens::new_uuid(at)},
                                   .shop = shop->id,
                                   .name = text(request, "name"),
                                   .public_id = minted.public_id,
                                   .scope = orders::KeyScope::admin,
                                   .created_at = at},
                          .hash = minted.hash};
  if (key.info.name.empty()) co_return refused({orders::Reason::invalid, "name", "A name is missing."});
  const auto added = co_await context.store.add_api_key(key);
  if (!added) co_return refused(added.error());
  co_return json::object{{"id", key.info.id.text()}, {"api_key", minted.text}};
}

}  // namespace server
