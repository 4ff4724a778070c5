#include "server/admin/links.hpp"
#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/api/new_order.hpp"
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

struct Wanted {
  orders::EditOrder edit{};
  std::string location = {};
  bool resend = false;
};

// A member that is not given stays as it is; null empties it.
void patch(Reader& in, std::string_view name, std::string& text) {
  if (in.given(name)) text = in.text(name);
}

orders::Customer read_customer(Reader in, orders::Customer customer) {
  in.known({"name", "email", "phone", "locale"});
  patch(in, "name", customer.name);
  patch(in, "email", customer.email);
  patch(in, "phone", customer.phone);
  patch(in, "locale", customer.locale);
  if (in.given("name") && customer.name.empty()) in.fail("name", "It is needed.");
  return customer;
}

// One of the order's by its id, or without one a further device.
orders::Device read_device(Reader& in, const orders::Order& order) {
  in.known({"id", "kind", "brand", "model", "serial", "problem"});
  orders::Device device;
  if (in.has("id")) {
    const auto id = orders::DeviceId::parse(in.text("id"));
    const auto known = std::ranges::find(order.devices, id.value_or(orders::DeviceId{}), &orders::Device::id);
    if (known == order.devices.end())
      in.fail("id", "This order has no such device.");
    else
      device = *known;
  }
  patch(in, "kind", device.kind);
  patch(in, "brand", device.brand);
  patch(in, "model", device.model);
  patch(in, "serial", device.serial);
  patch(in, "problem", device.problem);
  return device;
}

Outcome<Wanted> read_edit(const json::object& body, const orders::Order& order) {
  std::optional<Refusal> fault;
  Reader in{body, fault};
  in.known({"customer", "devices", "promised_at", "promise_reason", "external_id", "location", "resend"});
  Wanted wanted{.location = in.text("location"), .resend = in.flag("resend")};
  auto& edit = wanted.edit;
  if (const auto* customer = in.object("customer"))
    edit.customer = read_customer({*customer, fault, "customer."}, order.customer);
  in.each("devices", [&](Reader& device) { edit.devices.push_back(read_device(device, order)); });
  if (in.given("external_id")) edit.external_id = in.text("external_id");
  if (in.given("promised_at"))
    edit.promise = orders::SetPromise{in.instant("promised_at"), in.text("promise_reason")};
  else if (in.has("promise_reason"))
    in.fail("promise_reason", "It goes with promised_at.");
  if (wanted.resend && (!edit.customer || body.size() > 2))
    in.fail("resend", "It goes with a corrected customer, and with nothing else.");
  if (fault) return *fault;
  return wanted;
}

// Where somebody with this contact is reached: by mail before by telephone.
std::optional<std::pair<orders::Channel, orders::Route>> way_to(const orders::Customer& customer) {
  if (!customer.email.empty()) return std::pair{orders::Channel::email, orders::Route::email};
  if (!customer.phone.empty()) return std::pair{orders::Channel::sms, orders::Route::sms};
  return std::nullopt;
}

// Whoever got the link by mistake loses it in the moment in which the right person is sent another.
Task<Response> correct(const Call& call, orders::Customer customer) {
  const auto way = way_to(customer);
  if (!way) co_return problem(422, "Invalid", "There is no address or number to send a link to.", "customer");
  const auto [channel, route] = *way;
  auto minted = mint_link(*call.services.settings(), call.shop(), call.order.id, channel, call.at);
  store::Notice notice{.id = {call.fresh_id()},
                       .shop = call.shop(),
                       .order = call.order.id,
                       .topic = orders::Topic::new_link,
                       .route = route,
                       .link = minted.sealed.link.id,
                       .created_at = call.at,
                       .due_at = call.at};
  const auto corrected = co_await call.store().correct_contact(
      call.shop(), call.order.id, std::move(customer), std::move(minted.sealed), std::move(notice),
      call.context(), call.operation);
  if (!corrected) co_return refuse(call, corrected.error());
  co_return co_await send_order(call, *corrected);
}

// The order as the other system has it: its devices are ours in their order, further ones are added.
orders::EditOrder edit_from(const OrderBody& body, const orders::Order& order) {
  orders::EditOrder edit{.customer = body.order.customer, .devices = body.order.devices};
  for (std::size_t i = 0; i < std::min(order.devices.size(), edit.devices.size()); ++i)
    edit.devices[i].id = order.devices[i].id;
  if (body.order.promised_at && body.order.promised_at != order.promised_at)
    edit.promise = orders::SetPromise{body.order.promised_at};
  return edit;
}

Task<std::optional<orders::Order>> find_by_external_id(const Call& call, std::string id) {
  const auto known = co_await call.store().find_by_external_id(call.shop(), std::move(id));
  if (!known) co_return std::nullopt;
  co_return co_await call.store().find_order(call.shop(), *known);
}

Response not_here() { return problem(404, "Not found", "This shop has no such order."); }

Task<Response> update(Call& call, const OrderBody& body, orders::Order order) {
  if (!call.caller.sees(order.location)) co_return not_here();
  if (auto moved_on = check_version(call, order.version)) co_return *std::move(moved_on);
  if (!body.order.number.empty() && body.order.number != order.number)
    co_return problem(422, "Invalid", "An order keeps its number.", "number");
  auto edit = edit_from(body, order);
  if (!body.location.empty()) {
    const auto location = co_await choose_location(call, body.location);
    if (!location) co_return problem(location.error());
    edit.location = location->id;
  }
  call.order = std::move(order);
  orders::Command command = std::move(edit);
  co_return co_await answer_change(call, std::move(command));
}

}  // namespace

Task<Response> api_edit_order(Call& call) {
  auto wanted = read_edit(call.body, call.order);
  if (!wanted) co_return problem(wanted.error());
  if (wanted->resend) co_return co_await correct(call, *std::move(wanted->edit.customer));
  if (!wanted->location.empty()) {
    const auto location = co_await choose_location(call, wanted->location);
    if (!location) co_return problem(location.error());
    wanted->edit.location = location->id;
  }
  orders::Command command = std::move(wanted->edit);
  co_return co_await answer_change(call, std::move(command));
}

Task<Response> api_show_external_order(Call& call) {
  const auto order = co_await find_by_external_id(call, decoded(call.captures[0]));
  if (!order || !call.caller.sees(order->location)) co_return not_here();
  co_return co_await send_order(call, *order);
}

// Makes the order that another system knows by this id, or brings it up to date.
Task<Response> api_put_order(Call& call) {
  const auto id = decoded(call.captures[0]);
  auto body = read_new_order(call.body);
  if (!body) co_return problem(body.error());
  auto& external_id = body->order.external_id;
  if (!external_id.empty() && external_id != id)
    co_return problem(422, "Invalid", "It is another one than the path's.", "external_id");
  external_id = id;
  auto known = co_await find_by_external_id(call, id);
  if (known) co_return co_await update(call, *body, *std::move(known));
  json::object link;
  const auto added = co_await add_order(call, *body, link);
  if (added) {
    json::object once{{"link", std::move(link)}};
    co_return co_await send_order(call, *added, 201, std::move(once));
  }
  // Unless somebody else was quicker, the refusal stands.
  known = co_await find_by_external_id(call, id);
  if (!known) co_return problem(added.error());
  co_return co_await update(call, *body, *std::move(known));
}

}  // namespace server
