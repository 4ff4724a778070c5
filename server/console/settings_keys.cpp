#include "server/console/settings_handlers.hpp"
#include "server/json/key_json.hpp"
#include "server/services.hpp"
#include "tokens/api_key.hpp"
#include "tokens/uuid.hpp"
#include "views/console/settings_machines.hpp"

#include <boost/json.hpp>

namespace server {

namespace json = boost::json;
using orders::Duty;
using views::Section;

namespace {

constexpr std::string_view all_keys = "/staff/settings/keys";

Task<Response> keys_answer(Services& services, const Desk& desk, const Request& request, views::KeyForm form,
                           views::Faults faults = {}) {
  const auto keys = co_await services.store.api_keys(desk.shop.id);
  co_return settings_answer(desk, request, Section::keys,
                            views::keys_settings(keys, desk.locations, form, faults, desk.view()),
                            faults.empty());
}

}  // namespace

Task<Response> show_keys(Services& services, const Request& request, Captures) {
  auto desk = co_await open_desk(services, request, Duty::own);
  if (auto* refused = std::get_if<Response>(&desk)) co_return std::move(*refused);
  views::KeyForm fresh;
  co_return co_await keys_answer(services, std::get<Desk>(desk), request, std::move(fresh));
}

Task<Response> add_key(Services& services, const Request& request, Captures) {
  auto opened = co_await open_post(services, request, Duty::own);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& posted = std::get<Posted>(opened);
  const auto& desk = posted.desk;
  views::KeyForm form{
      .name = posted.text("name"), .scope = posted.text("scope"), .location = posted.text("location")};
  json::object members{{"name", form.name}, {"scope", form.scope}};
  if (!form.location.empty()) members["location"] = form.location;
  const auto minted = tokens::mint_api_key();
  const orders::ApiKeyInfo fresh{.id = {tokens::new_uuid(desk.at)},
                                 .shop = desk.shop.id,
                                 .public_id = minted.public_id,
                                 .created_at = desk.at};
  const auto wanted = read_key(members, desk.locations, fresh);
  if (!wanted) {
    auto faults = faults_of(wanted.error());
    co_return co_await keys_answer(services, desk, request, std::move(form), std::move(faults));
  }
  const store::ApiKey key{*wanted, minted.hash};
  const auto added = co_await services.store.add_api_key(key);
  if (!added) co_return desk_refusal(desk, added.error(), all_keys);
  co_return settings_answer(
      desk, request, Section::keys,
      views::secret_once(wanted->name, "The system that calls sends this key with every call.", minted.text,
                         views::Url::local(std::string(all_keys))));
}

Task<Response> revoke_key(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_post(services, request, Duty::own);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& desk = std::get<Posted>(opened).desk;
  const auto id = orders::ApiKeyId::parse(captures[0]);
  if (!id) co_return desk_not_found(desk);
  const auto revoked = co_await services.store.revoke_api_key(desk.shop.id, *id, desk.at);
  if (!revoked) co_return desk_refusal(desk, revoked.error(), all_keys);
  co_return see_other(std::string(all_keys) + "?done=saved");
}

}  // namespace server
