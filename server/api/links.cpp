#include "server/admin/links.hpp"
#include "orders/text.hpp"
#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/clock.hpp"
#include "server/json/order_json.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"

#include <algorithm>

namespace server {

namespace json = boost::json;
using orders::Outcome;
using orders::Reason;
using orders::Refusal;

namespace {

struct WantedLink {
  orders::Channel channel{};
  std::string label = {};
  orders::Rights rights{};
};

// No right can be asked for that the channel does not have.
orders::Rights read_rights(Reader in, orders::Rights most) {
  in.known({"decide", "sign", "pay", "message", "prices"});
  return {.decide = in.flag("decide", most.decide) && most.decide,
          .sign = in.flag("sign", most.sign) && most.sign,
          .pay = in.flag("pay", most.pay) && most.pay,
          .message = in.flag("message", most.message) && most.message,
          .prices = in.flag("prices", most.prices) && most.prices};
}

constexpr auto no_such_channel = "A channel is sms, email, whatsapp, copy, qr or share.";

Outcome<WantedLink> read_link(const json::object& body) {
  std::optional<Refusal> fault;
  Reader in{body, fault};
  in.known({"channel", "label", "rights"});
  in.needs({"channel"});
  const auto channel = in.word("channel", orders::parse_channel, no_such_channel);
  WantedLink wanted{channel.value_or(orders::Channel::copy), in.text("label")};
  if (wanted.label.size() > orders::longest_name) in.fail("label", "It has at most 200 bytes.");
  wanted.rights = default_rights(wanted.channel);
  if (const auto* rights = in.object("rights"))
    wanted.rights = read_rights({*rights, fault, "rights."}, wanted.rights);
  if (fault) return *fault;
  return wanted;
}

// A fresh link to the order of the call, with its address: shown now and by `copy`, never in a list.
Task<Outcome<json::object>> issue(Services& services, const Call& call, const WantedLink& wanted) {
  const auto settings = services.settings();
  auto minted = mint_link(*settings, call.caller.shop, call.order.id, wanted.channel, call.at);
  minted.sealed.link.label = wanted.label;
  minted.sealed.link.rights = wanted.rights;
  const auto standing = link_access(minted.sealed.link, call.order, settings->config.links, call.at);
  if (standing.access == orders::Access::gone)
    co_return Refusal{Reason::conflict, "", "The order has ended, and its links with it: reopen it first."};
  const auto added = co_await services.store.add_link(std::move(minted.sealed), call.caller.actor, call.at);
  if (!added) co_return added.error();
  co_return issued_link_json(*added, standing, minted.url);
}

// A link of the caller's shop by its id; not found: another's, or none.
Task<Outcome<orders::Link>> find_link(Services& services, const Caller& caller, std::string_view id) {
  std::optional<store::SealedLink> sealed;
  if (const auto link = orders::LinkUid::parse(id))
    sealed = co_await services.store.sealed_link(caller.shop, *link);
  if (!sealed) co_return Refusal{Reason::not_found, "", "This shop has no such link."};
  co_return sealed->link;
}

}  // namespace

Task<Response> api_add_link(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_call(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& call = std::get<Call>(opened);
  const auto wanted = read_link(call.body);
  if (!wanted) co_return problem(wanted.error());
  const auto link = co_await issue(services, call, *wanted);
  if (!link) co_return problem(link.error());
  co_return json_answer(*link, 201);
}

// A phone was lost: every link that the order has ends, and one takes their place.
Task<Response> api_rotate_links(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_call(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  auto& call = std::get<Call>(opened);
  if (call.body.empty()) call.body["channel"] = "copy";
  const auto wanted = read_link(call.body);
  if (!wanted) co_return problem(wanted.error());
  const auto before = co_await services.store.links(call.caller.shop, call.order.id);
  const auto fresh = co_await issue(services, call, *wanted);
  if (!fresh) co_return problem(fresh.error());
  for (const auto& link : before) {
    if (link.revoked_at) continue;
    const auto revoked =
        co_await services.store.revoke_link(call.caller.shop, link.id, call.caller.actor, call.at);
    if (!revoked) co_return problem(revoked.error());
  }
  co_return json_answer(*fresh, 201);
}

// The address once more, from the sealed copy; that it was opened becomes evidence.
Task<Response> api_copy_link(Services& services, const Request& request, Captures captures) {
  auto caller = co_await authenticate(services, request);
  if (auto* refused = std::get_if<Response>(&caller)) co_return std::move(*refused);
  const auto& [shop, actor] = std::get<Caller>(caller);
  const auto link = co_await find_link(services, std::get<Caller>(caller), captures[0]);
  if (!link) co_return problem(link.error());
  const auto opened = co_await services.store.copy_link(shop, link->id, actor, now());
  if (!opened) co_return problem(opened.error());
  const auto url = reveal_url(*services.settings(), *opened);
  if (!url) co_return problem(410, "Gone", "The key that this link was sealed under is gone.");
  const json::object body{{"url", *url}};
  co_return json_answer(body);
}

Task<Response> api_revoke_link(Services& services, const Request& request, Captures captures) {
  auto caller = co_await authenticate(services, request);
  if (auto* refused = std::get_if<Response>(&caller)) co_return std::move(*refused);
  const auto& [shop, actor] = std::get<Caller>(caller);
  const auto link = co_await find_link(services, std::get<Caller>(caller), captures[0]);
  if (!link) co_return problem(link.error());
  const auto revoked = co_await services.store.revoke_link(shop, link->id, actor, now());
  if (!revoked) co_return problem(revoked.error());
  co_return Response{.status = 204, .kind = Response::Kind::api};
}

}  // namespace server
