#include "orders/text.hpp"
#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/json/key_json.hpp"
#include "server/json/shop_json.hpp"
#include "server/pages/answers.hpp"
#include "tokens/api_key.hpp"

#include <algorithm>

namespace server {

namespace json = boost::json;
using orders::Outcome;
using orders::Refusal;
using orders::StaffMember;

namespace {

json::object staff_json(const StaffMember& member, const Locations& locations) {
  return {{"id", member.id.text()},
          {"name", member.name},
          {"email", member.email},
          {"role", name(member.role)},
          {"location", slug_of(locations, member.location)},
          {"alerts", member.alerts},
          {"has_password", member.has_password},
          {"has_second_factor", member.has_totp},
          {"disabled", member.disabled_at.has_value()},
          {"created_at", rfc3339(member.created_at)},
          {"version", member.version}};
}

void patch_member(Reader& in, const Locations& locations, StaffMember& member, orders::Instant now) {
  patch_name(in, member.name);
  patch_text(in, "email", member.email, orders::longest_name);
  if (!orders::is_email(member.email)) in.fail("email", "An e-mail address has one @ and a domain.");
  member.role = in.word("role", orders::parse_role, "A role is owner, manager, technician or viewer.")
                    .value_or(member.role);
  patch_place(in, locations, member.location);
  member.alerts = in.flag("alerts", member.alerts);
  if (const bool disabled = in.flag("disabled", member.disabled_at.has_value()); !disabled)
    member.disabled_at.reset();
  else if (!member.disabled_at)
    member.disabled_at = now;
}

Response shown(const StaffMember& member, const Locations& locations, int status = 200) {
  auto response = json_answer(staff_json(member, locations), status);
  add_etag(response, member.version);
  return response;
}

Task<std::optional<StaffMember>> find_member(const Call& call) {
  std::optional<store::Staff> found;
  if (const auto id = orders::StaffId::parse(call.captures[0]))
    found = co_await call.store().find_staff(call.shop(), *id);
  if (!found) co_return std::nullopt;
  co_return std::move(found->member);
}

Response no_such_member() { return problem(404, "Not found", "Nobody of this shop has that id."); }

}  // namespace

Task<Response> api_list_staff(Call& call) {
  const auto locations = co_await call.store().locations(call.shop());
  json::array data;
  for (const auto& member : co_await call.store().staff(call.shop()))
    data.push_back(staff_json(member, locations));
  co_return list_answer(std::move(data));
}

// They are sent a link to sign in with, unless "invite" is false.
Task<Response> api_add_staff(Call& call) {
  const auto locations = co_await call.store().locations(call.shop());
  std::optional<Refusal> fault;
  Reader in{call.body, fault};
  in.known({"name", "email", "role", "location", "alerts", "invite"});
  in.needs({"name", "email", "role"});
  StaffMember member{.id = {call.fresh_id()}, .shop = call.shop(), .created_at = call.at};
  patch_member(in, locations, member, call.at);
  const bool invite = in.flag("invite", true);
  if (fault) co_return problem(*fault);
  const auto known = co_await call.store().find_staff(call.shop(), member.id);  // of a call that was repeated
  if (!known) {
    const store::Staff fresh{.member = member};
    const auto added = co_await call.store().add_staff(fresh);
    if (!added) co_return problem(added.error());
  }
  if (invite) {
    store::Notice notice{.id = {call.fresh_id(1)},
                         .shop = call.shop(),
                         .topic = orders::Topic::staff_sign_in,
                         .staff = member.id,
                         .key = "invite",
                         .created_at = call.at,
                         .due_at = call.at};
    const auto queued = co_await call.store().queue_notice(std::move(notice));
    if (!queued) co_return problem(queued.error());
  }
  const auto kept = co_await call.store().find_staff(call.shop(), member.id);
  co_return shown(kept->member, locations, 201);
}

Task<Response> api_show_staff(Call& call) {
  const auto member = co_await find_member(call);
  if (!member) co_return no_such_member();
  const auto locations = co_await call.store().locations(call.shop());
  co_return shown(*member, locations);
}

Task<Response> api_edit_staff(Call& call) {
  auto member = co_await find_member(call);
  if (!member) co_return no_such_member();
  if (auto moved_on = check_version(call, member->version)) co_return *std::move(moved_on);
  const auto locations = co_await call.store().locations(call.shop());
  std::optional<Refusal> fault;
  Reader in{call.body, fault};
  in.known({"name", "email", "role", "location", "alerts", "disabled"});
  patch_member(in, locations, *member, call.at);
  if (fault) co_return problem(*fault);
  const auto kept = co_await call.store().update_staff(*std::move(member), call.at);
  if (!kept) co_return refuse(call, kept.error());
  co_return shown(*kept, locations);
}

Task<Response> api_list_keys(Call& call) {
  const auto locations = co_await call.store().locations(call.shop());
  json::array data;
  for (const auto& key : co_await call.store().api_keys(call.shop()))
    data.push_back(key_json(key, locations));
  co_return list_answer(std::move(data));
}

// The secret stands in this one answer and in none after it.
Task<Response> api_add_key(Call& call) {
  const auto locations = co_await call.store().locations(call.shop());
  const auto minted = tokens::mint_api_key();
  const orders::ApiKeyInfo info{
      .id = {call.fresh_id()}, .shop = call.shop(), .public_id = minted.public_id, .created_at = call.at};
  const auto wanted = read_key(call.body, locations, info);
  if (!wanted) co_return problem(wanted.error());
  const store::ApiKey key{*wanted, minted.hash};
  const auto added = co_await call.store().add_api_key(key);
  if (!added) co_return problem(added.error());
  auto body = key_json(*wanted, locations);
  body["api_key"] = minted.text;
  call.once = "/api_key";
  co_return json_answer(body, 201);
}

Task<Response> api_revoke_key(Call& call) {
  const auto id = orders::ApiKeyId::parse(call.captures[0]);
  const auto none = problem(404, "Not found", "This shop has no such key.");
  if (!id) co_return none;
  const auto revoked = co_await call.store().revoke_api_key(call.shop(), *id, call.at);
  if (!revoked) co_return none;
  co_return nothing();
}

}  // namespace server
