#include "server/admin/links.hpp"
#include "orders/text.hpp"
#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/api/told_order.hpp"
#include "server/json/order_json.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"

#include <functional>

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
  bool send = false;  // to the customer, by its channel
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
  in.known({"channel", "label", "rights", "send"});
  in.needs({"channel"});
  const auto channel = in.word("channel", orders::parse_channel, no_such_channel);
  WantedLink wanted{channel.value_or(orders::Channel::copy), in.text("label")};
  in.fits("label", orders::longest_name);
  wanted.send = in.flag("send");
  wanted.rights = default_rights(wanted.channel);
  if (const auto* rights = in.object("rights"))
    wanted.rights = read_rights({*rights, fault, "rights."}, wanted.rights);
  if (fault) return *fault;
  return wanted;
}

// By which a link of this channel is sent; nullopt: such links are handed over by people.
std::optional<orders::Route> route_of(orders::Channel channel) {
  switch (channel) {
    case orders::Channel::email: return orders::Route::email;
    case orders::Channel::sms: return orders::Route::sms;
    case orders::Channel::whatsapp: return orders::Route::whatsapp;
    default: return std::nullopt;
  }
}

std::optional<Refusal> check_sending(const Call& call, const WantedLink& wanted) {
  if (!wanted.send) return std::nullopt;
  const auto route = route_of(wanted.channel);
  if (!route) return Refusal{Reason::invalid, "send", "Only links for sms, email and whatsapp are sent."};
  const auto& who = call.order.customer;
  const auto& contact = *route == orders::Route::email ? who.email : who.phone;
  if (contact.empty())
    return Refusal{Reason::invalid, "send", "The customer has left no address or number for this."};
  return std::nullopt;
}

Task<Outcome<std::monostate>> send_invite(const Call& call, const orders::Link& link, orders::NoticeId id) {
  store::Notice notice{.id = id,
                       .shop = call.shop(),
                       .order = link.order,
                       .topic = orders::Topic::invite,
                       .route = *route_of(link.channel),
                       .key = "invite:" + link.id.text(),
                       .link = link.id,
                       .created_at = call.at,
                       .due_at = call.at};
  co_return co_await call.store().queue_notice(std::move(notice));
}

using Issue = std::function<Task<Outcome<orders::Link>>(store::SealedLink)>;

// A fresh link to the order of the call with its address, kept as `keep` does it: shown now and by `copy`,
// never in a list. The same call again answers the link that it made.
Task<Response> issue(Call& call, Issue keep) {
  const auto wanted = read_link(call.body);
  if (!wanted) co_return problem(wanted.error());
  if (const auto refused = check_sending(call, *wanted)) co_return problem(*refused);
  const auto settings = call.services.settings();
  const orders::LinkUid id{call.fresh_id()};
  auto minted = mint_link(*settings, call.shop(), call.order.id, wanted->channel, call.at, id);
  auto& link = minted.sealed.link;
  link.label = wanted->label;
  link.rights = wanted->rights;
  std::optional<store::SealedLink> made;
  if (call.repeatable) made = co_await call.store().sealed_link(call.shop(), id);
  if (made) {
    minted.url = reveal_url(*settings, *made).value_or("");
    link = made->link;
  }
  const auto policy = co_await link_policy(call);
  const auto standing = link_access(link, call.order, policy, call.at);
  if (standing.access == orders::Access::gone)
    co_return problem(409, "Conflict", "The order has ended, and its links with it: reopen it first.");
  if (!made) {
    const auto kept = co_await keep(minted.sealed);
    if (!kept) co_return problem(kept.error());
  }
  const orders::NoticeId notice{call.fresh_id(1)};
  if (wanted->send) {
    const auto queued = co_await send_invite(call, link, notice);
    if (!queued) co_return problem(queued.error());
  }
  call.once = "/url";
  call.link = id;
  auto answer = issued_link_json(link, standing, minted.url);
  if (wanted->send) answer["notice"] = notice.text();
  co_return json_answer(answer, 201);
}

// A link that the caller sees, by its id; not found: another's, or none.
Task<Outcome<orders::Link>> find_link(const Call& call) {
  const Refusal none{Reason::not_found, "", "This shop has no such link."};
  const auto id = orders::LinkUid::parse(call.captures[0]);
  if (!id) co_return none;
  const auto sealed = co_await call.store().sealed_link(call.shop(), *id);
  if (!sealed) co_return none;
  if (call.caller.location) {
    const auto order = co_await call.store().find_order(call.shop(), sealed->link.order);
    if (!order || !call.caller.sees(order->location)) co_return none;
  }
  co_return sealed->link;
}

}  // namespace

Task<Response> api_add_link(Call& call) {
  const Issue keep = [&](store::SealedLink fresh) {
    return call.store().add_link(std::move(fresh), call.caller.actor, call.at);
  };
  co_return co_await issue(call, keep);
}

// A phone was lost: every link that the order has ends, and one takes their place.
Task<Response> api_rotate_links(Call& call) {
  if (!call.body.contains("channel")) call.body["channel"] = "copy";
  const Issue keep = [&](store::SealedLink fresh) {
    return call.store().replace_links(std::move(fresh), std::nullopt, call.caller.actor, call.at);
  };
  co_return co_await issue(call, keep);
}

// The address once more, from the sealed copy; that it was opened becomes evidence.
Task<Response> api_copy_link(Call& call) {
  const auto link = co_await find_link(call);
  if (!link) co_return problem(link.error());
  const auto opened = co_await call.store().copy_link(call.shop(), link->id, call.caller.actor, call.at);
  if (!opened) co_return problem(opened.error());
  const auto url = reveal_url(*call.services.settings(), *opened);
  if (!url) co_return problem(410, "Gone", "The key that this link was sealed under is gone.");
  call.once = "/url";
  call.link = link->id;
  const json::object body{{"url", *url}};
  co_return json_answer(body);
}

Task<Response> api_revoke_link(Call& call) {
  const auto link = co_await find_link(call);
  if (!link) co_return problem(link.error());
  const auto revoked = co_await call.store().revoke_link(call.shop(), link->id, call.caller.actor, call.at);
  if (!revoked) co_return problem(revoked.error());
  co_return nothing();
}

}  // namespace server
