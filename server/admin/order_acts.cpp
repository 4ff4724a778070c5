#include "server/admin/links.hpp"
#include "server/admin/request.hpp"
#include "server/clock.hpp"
#include "server/json/order_json.hpp"
#include "tokens/uuid.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>
#include <charconv>

namespace server {

namespace json = boost::json;
using orders::Reason;

namespace {

store::OrderRef order_named(const std::string& text) {
  if (const auto id = orders::OrderId::parse(text)) return *id;
  return text;
}

struct Found {
  orders::Shop shop{};
  orders::Order order{};
};

Task<orders::Outcome<Found>> find(AdminContext& context, const json::object& request) {
  auto shop = co_await shop_named(context.store, text(request, "shop"));
  if (!shop) co_return shop.error();
  const auto number = text(request, "order");
  auto order = co_await context.store.find_order(shop->id, order_named(number));
  if (!order)
    co_return orders::Refusal{Reason::not_found, "order",
                              fmt::format("{} has no order \"{}\".", shop->name, number)};
  co_return Found{std::move(*shop), std::move(*order)};
}

Task<json::object> change(AdminContext& context, const Found& found, orders::Command command) {
  const auto at = now();
  const auto changed = co_await context.store.change_order(found.shop.id, found.order.id, std::move(command),
                                                           rule_context(at), tokens::new_uuid(at));
  if (!changed) co_return refused(changed.error());
  const auto stage = name(orders::stage(*changed, orders::StatusTable::standard()));
  co_return json::object{{"order", changed->number}, {"stage", stage}, {"version", changed->version}};
}

std::string has_ended(const orders::Order& order, orders::Ending ending) {
  return fmt::format(
      "Order {} {} on {}, and its links ended with it: reopen it with `claimcheck stage {} in_progress`.",
      order.number, ending == orders::Ending::cancelled ? "was cancelled" : "was completed",
      rfc3339(*order.ended_at).substr(0, 10), order.number);
}

json::object link_answer(const orders::Order& order, const orders::Link& link, std::string url, bool minted) {
  return {{"order", order.number},
          {"id", link.id.text()},
          {"channel", name(link.channel)},
          {"url", std::move(url)},
          {"new", minted}};
}

}  // namespace

// shop, order, channel, new: the live link of the channel; a fresh one when there is none, or when `new` asks
// for one, which revokes what the channel had.
Task<json::object> show_link(AdminContext& context, json::object request) {
  const auto found = co_await find(context, request);
  if (!found) co_return refused(found.error());
  const auto& [shop, order] = *found;
  const auto wanted = text(request, "channel");
  const auto channel = orders::parse_channel(wanted.empty() ? "copy" : wanted);
  if (!channel)
    co_return refused({Reason::invalid, "channel", "A channel is sms, email, whatsapp, copy, qr or share."});

  const auto at = now();
  const auto settings = context.settings();
  const auto standing = [&](const orders::Link& link) {
    return orders::link_access(link, order, policy_of(shop, settings->config.links), at);
  };
  const bool fresh = flag(request, "new");
  for (const auto& link : co_await context.store.links(shop.id, order.id)) {
    if (link.channel != *channel || link.revoked_at) continue;
    if (fresh) {
      const auto revoked = co_await context.store.revoke_link(shop.id, link.id, command_line_actor(), at);
      if (!revoked) co_return refused(revoked.error());
    } else if (standing(link).access != orders::Access::gone) {
      const auto opened =
          co_await context.store.open_link(shop.id, order.id, *channel, command_line_actor(), at);
      if (!opened) co_return refused(opened.error());
      if (auto url = reveal_url(*settings, *opened))
        co_return link_answer(order, link, std::move(*url), false);
      break;  // sealed under a key that is gone: nobody can open it any more
    }
  }

  auto minted = mint_link(*settings, shop.id, order.id, *channel, at);
  if (const auto born = standing(minted.sealed.link); born.access == orders::Access::gone)
    co_return refused({Reason::gone, "order", has_ended(order, born.ending)});
  const auto added = co_await context.store.add_link(std::move(minted.sealed), command_line_actor(), at);
  if (!added) co_return refused(added.error());
  co_return link_answer(order, *added, std::move(minted.url), true);
}

// shop, order, stage, note, public.
Task<json::object> set_stage(AdminContext& context, json::object request) {
  const auto stage = orders::parse_stage(text(request, "stage"));
  if (!stage)
    co_return refused({Reason::invalid, "stage",
                       "A stage is created, received, in_progress, ready, collected, on_hold or cancelled."});
  const auto found = co_await find(context, request);
  if (!found) co_return refused(found.error());
  orders::Command command = orders::SetStage{*stage, text(request, "note"), flag(request, "public")};
  co_return co_await change(context, *found, std::move(command));
}

// shop, order, device (its place in the order, from 1, or its id), status, note, public.
Task<json::object> set_device_status(AdminContext& context, json::object request) {
  const auto found = co_await find(context, request);
  if (!found) co_return refused(found.error());
  const auto& devices = found->order.devices;
  const auto named = text(request, "device");
  std::size_t place = 0;
  std::from_chars(named.data(), named.data() + named.size(), place);
  const auto device = place >= 1 && place <= devices.size()
                          ? devices.begin() + static_cast<std::ptrdiff_t>(place - 1)
                          : std::ranges::find(devices, named, [](const auto& one) { return one.id.text(); });
  if (device == devices.end())
    co_return refused({Reason::not_found, "device",
                       fmt::format("Order {} has {} device{}, none of them \"{}\".", found->order.number,
                                   devices.size(), devices.size() == 1 ? "" : "s", named)});
  orders::Command command = orders::SetDeviceStatus{device->id, text(request, "status"),
                                                    text(request, "note"), flag(request, "public")};
  co_return co_await change(context, *found, std::move(command));
}

}  // namespace server
