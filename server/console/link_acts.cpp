#include "server/admin/links.hpp"
#include "server/console/link_words.hpp"
#include "server/console/order_desk.hpp"
#include "server/console/order_handlers.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace server {

namespace json = boost::json;
using orders::Channel;
using orders::Outcome;
using orders::Reason;
using orders::Refusal;

namespace {

orders::Standing standing_of(const OrderPost& post, const orders::Link& link) {
  const auto& desk = post.desk();
  const auto policy = orders::policy_of(desk.shop, desk.settings->config.links);
  return link_access(link, post.order, policy, desk.at);
}

Refusal order_ended() {
  return {Reason::conflict, "", "The order has ended, and its links with it. Reopen it first."};
}

Refusal no_contact() {
  return {Reason::conflict, "", "The customer has no contact for this. Correct it first."};
}

store::Notice invitation(const OrderPost& post, orders::Route route) {
  const auto at = post.desk().at;
  return {.id = {tokens::new_uuid(at)},
          .shop = post.order.shop,
          .order = post.order.id,
          .topic = orders::Topic::invite,
          .route = route,
          .key = "invite:" + orders::uuid_text(post.operation),
          .created_at = at,
          .due_at = at};
}

// A fresh link, if it would open.
Outcome<MintedLink> mint(const OrderPost& post, Channel channel) {
  const auto& desk = post.desk();
  auto minted = mint_link(*desk.settings, desk.shop.id, post.order.id, channel, desk.at);
  if (standing_of(post, minted.sealed.link).access == orders::Access::gone) return order_ended();
  return minted;
}

// The address of the channel's link that opens; a fresh one where there is none.
Task<Outcome<std::string>> live_url(Services& services, const OrderPost& post, Channel channel) {
  const auto& desk = post.desk();
  for (const auto& link : co_await services.store.links(desk.shop.id, post.order.id)) {
    if (link.channel != channel || standing_of(post, link).access == orders::Access::gone) continue;
    const auto opened = co_await services.store.copy_link(desk.shop.id, link.id, desk.actor(), desk.at);
    if (!opened) co_return opened.error();
    if (auto url = reveal_url(*desk.settings, *opened)) co_return *std::move(url);
    break;  // sealed under a key that is gone: nobody can open it any more
  }
  auto minted = mint(post, channel);
  if (!minted) co_return minted.error();
  const auto added = co_await services.store.add_link(std::move(minted->sealed), desk.actor(), desk.at);
  if (!added) co_return added.error();
  co_return std::move(minted->url);
}

Response as_json(const views::SharedLink& shared) {
  json::object body{{"url", shared.url}, {"channel", name(shared.channel)}, {"text", shared.text}};
  if (!shared.subject.empty()) body["subject"] = shared.subject;
  if (shared.open) body["href"] = shared.open->str();
  return json_answer(200, json::serialize(body));
}

Response sheet(const OrderPost& post, views::Html main) {
  return desk_page(post.desk(), {.title = "Link of order " + post.order.number,
                                 .place = views::Place::orders,
                                 .main = std::move(main)});
}

Task<std::optional<orders::Link>> link_at(Services& services, const OrderPost& post,
                                          std::string_view segment) {
  const auto id = orders::LinkUid::parse(segment);
  const auto all = co_await services.store.links(post.order.shop, post.order.id);
  const auto found = id ? std::ranges::find(all, *id, &orders::Link::id) : all.end();
  if (found == all.end()) co_return std::nullopt;
  co_return *found;
}

}  // namespace

Task<Response> desk_copy_link(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& post = std::get<OrderPost>(opened);
  const bool scripted = wants_json(request);
  const auto typed = post.text("channel");
  const auto channel = orders::parse_channel(typed.empty() ? "copy" : typed);
  if (!channel || *channel == Channel::share) co_return desk_not_found(post.desk());
  auto url = co_await live_url(services, post, *channel);
  if (!url && scripted) co_return problem(url.error());
  if (!url) co_return co_await not_done(services, post, url.error());
  const auto shared = co_await words_of_link(services, post.desk(), post.order, *channel, *std::move(url));
  if (scripted) co_return as_json(shared);
  co_return sheet(post, views::share_sheet(shared, post.order));
}

// By the shop itself: queued now, worded and addressed when it leaves. The link is the one that lives.
Task<Response> desk_send_link(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& post = std::get<OrderPost>(opened);
  const auto& desk = post.desk();
  const auto route = orders::parse_route(post.text("route"));
  if (!route) co_return desk_not_found(desk);
  const auto& customer = post.order.customer;
  const auto& contact = *route == orders::Route::email ? customer.email : customer.phone;
  if (contact.empty()) co_return co_await not_done(services, post, no_contact());
  if (auto possible = mint(post, Channel::copy); !possible)
    co_return co_await not_done(services, post, possible.error());
  auto notice = invitation(post, *route);
  const auto queued = co_await services.store.queue_notice(std::move(notice));
  if (!queued) co_return co_await not_done(services, post, queued.error());
  co_return back_to_order(post, "links");
}

Task<Response> desk_retry_notice(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& post = std::get<OrderPost>(opened);
  const auto id = orders::NoticeId::parse(captures[1]);
  const auto all = co_await services.store.notices(post.order.shop, post.order.id);
  if (!id || std::ranges::find(all, *id, &orders::NoticeRecord::id) == all.end())
    co_return desk_not_found(post.desk());
  const auto again = co_await services.store.retry_notice(post.order.shop, *id, post.desk().at);
  if (!again) co_return co_await not_done(services, post, again.error());
  co_return back_to_order(post, "links");
}

// Takes the place of the channel's links, or of all when a phone was lost.
Task<Response> desk_new_link(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& post = std::get<OrderPost>(opened);
  const auto& desk = post.desk();
  const auto channel = orders::parse_channel(post.text("channel"));
  if (!channel || *channel == Channel::share) co_return desk_not_found(desk);
  auto minted = mint(post, *channel);
  if (!minted) co_return co_await not_done(services, post, minted.error());
  // The operation gives the link its id, so that a double submit finds it there.
  const orders::LinkUid id{post.operation};
  const auto there = co_await link_at(services, post, id.text());
  if (there) co_return back_to_order(post, "links");
  minted = mint_link(*desk.settings, desk.shop.id, post.order.id, *channel, desk.at, id);
  const auto all = post.ticked("all") ? std::optional<Channel>{} : channel;
  const auto replaced =
      co_await services.store.replace_links(std::move(minted->sealed), all, desk.actor(), desk.at);
  if (!replaced) co_return co_await not_done(services, post, replaced.error());
  co_return back_to_order(post, "links");
}

Task<Response> desk_revoke_link(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& post = std::get<OrderPost>(opened);
  const auto link = co_await link_at(services, post, captures[1]);
  if (!link) co_return desk_not_found(post.desk());
  const auto revoked =
      co_await services.store.revoke_link(post.order.shop, link->id, post.desk().actor(), post.desk().at);
  if (!revoked) co_return co_await not_done(services, post, revoked.error());
  co_return back_to_order(post, "links");
}

Task<Response> desk_print_link(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& post = std::get<OrderPost>(opened);
  const auto& desk = post.desk();
  const auto url = co_await live_url(services, post, Channel::qr);
  if (!url) co_return co_await not_done(services, post, url.error());
  const auto location = std::ranges::find(desk.locations, post.order.location, &orders::Location::id);
  const auto size = post.text("size") == "a4" ? views::QrSize::a4 : views::QrSize::label;
  co_return sheet(post, views::qr_sheet(size, *url, desk.view(), post.order, *location));
}

}  // namespace server
