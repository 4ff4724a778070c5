#include "server/api/caller.hpp"
#include "server/clock.hpp"
#include "server/json/order_json.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/handlers.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"

#include <fmt/format.h>

namespace server {

namespace json = boost::json;

namespace {

Task<Response> send_order(Services& services, orders::ShopId id, const orders::Order& order) {
  const auto shop = co_await services.store.shop(id);
  const auto links = co_await services.store.links(id, order.id);
  const auto locations = co_await services.store.locations(id);
  const auto here = std::ranges::find(locations, order.location, &orders::Location::id);
  const auto body = order_json(order, *here, shop->currency, links, services.settings()->config.links, now());
  auto response = json_answer(200, json::serialize(body));
  response.headers.emplace_back("ETag", fmt::format("\"{}\"", order.version));
  co_return response;
}

// A member that must be text when it is there.
std::variant<std::string, Response> text_member(const json::object& body, std::string_view name) {
  const auto* value = body.if_contains(name);
  if (!value) return std::string{};
  if (!value->is_string()) return problem(422, "Invalid", "Must be text.", name);
  return std::string(value->get_string());
}

// What both ways of moving an order along share.
struct Move {
  std::string to, note;
  bool visible = false;
};

std::variant<Move, Response> parse_move(const Request& request, std::string_view target) {
  auto body = json_body(request, {target, "note", "public"});
  if (auto* refused = std::get_if<Response>(&body)) return std::move(*refused);
  const auto& members = std::get<json::object>(body);
  auto to = text_member(members, target);
  if (auto* refused = std::get_if<Response>(&to)) return std::move(*refused);
  auto note = text_member(members, "note");
  if (auto* refused = std::get_if<Response>(&note)) return std::move(*refused);
  const auto* visible = members.if_contains("public");
  if (visible && !visible->is_bool()) return problem(422, "Invalid", "Must be true or false.", "public");
  return Move{std::get<std::string>(std::move(to)), std::get<std::string>(std::move(note)),
              visible && visible->get_bool()};
}

Task<Response> change(Services& services, const Caller& caller, std::string_view order,
                      orders::Command command) {
  const auto at = now();
  const auto new_id = [at] { return tokens::new_uuid(at); };
  const orders::Context context{.now = at, .actor = caller.actor, .new_id = new_id};
  auto changed = co_await services.store.change_order(caller.shop, order_ref(order), std::move(command),
                                                      context, tokens::new_uuid(at));
  if (!changed) co_return problem(changed.error());
  co_return co_await send_order(services, caller.shop, *changed);
}

}  // namespace

Task<Response> api_show_order(Services& services, const Request& request, Captures captures) {
  auto caller = co_await authenticate(services, request);
  if (auto* refused = std::get_if<Response>(&caller)) co_return std::move(*refused);
  const auto shop = std::get<Caller>(caller).shop;
  const auto order = co_await services.store.find_order(shop, order_ref(captures[0]));
  if (!order) co_return problem(404, "Not found", "This shop has no such order.");
  co_return co_await send_order(services, shop, *order);
}

Task<Response> api_set_stage(Services& services, const Request& request, Captures captures) {
  auto caller = co_await authenticate(services, request);
  if (auto* refused = std::get_if<Response>(&caller)) co_return std::move(*refused);
  auto move = parse_move(request, "stage");
  if (auto* refused = std::get_if<Response>(&move)) co_return std::move(*refused);
  auto& wanted = std::get<Move>(move);
  const auto stage = orders::parse_stage(wanted.to);
  if (!stage)
    co_return problem(422, "Invalid",
                      "Must be created, received, in_progress, ready, collected, on_hold or cancelled.",
                      "stage");
  orders::Command command = orders::SetStage{*stage, std::move(wanted.note), wanted.visible};
  co_return co_await change(services, std::get<Caller>(caller), captures[0], std::move(command));
}

Task<Response> api_set_device_status(Services& services, const Request& request, Captures captures) {
  auto caller = co_await authenticate(services, request);
  if (auto* refused = std::get_if<Response>(&caller)) co_return std::move(*refused);
  auto move = parse_move(request, "status");
  if (auto* refused = std::get_if<Response>(&move)) co_return std::move(*refused);
  auto& wanted = std::get<Move>(move);
  const auto device = orders::DeviceId::parse(captures[1]);
  if (!device) co_return problem(404, "Not found", "This order has no such device.");
  orders::Command command =
      orders::SetDeviceStatus{*device, std::move(wanted.to), std::move(wanted.note), wanted.visible};
  co_return co_await change(services, std::get<Caller>(caller), captures[0], std::move(command));
}

}  // namespace server
