#include "server/admin/links.hpp"
#include "server/console/order_desk.hpp"
#include "server/console/order_handlers.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace server {

namespace {

using orders::Outcome;
using orders::Reason;
using orders::Refusal;

constexpr std::size_t most_devices = 100;

struct Edit {
  orders::EditOrder wanted{};
  FieldNames names{{"customer.name", "customer_name"},
                   {"customer.email", "customer_email"},
                   {"customer.phone", "customer_phone"},
                   {"customer.locale", "customer_locale"}};
};

Edit read_edit(const OrderPost& post) {
  Edit edit;
  edit.wanted.customer = orders::Customer{.name = post.text("customer_name"),
                                          .email = post.text("customer_email"),
                                          .phone = post.text("customer_phone"),
                                          .locale = post.text("customer_locale")};
  for (std::size_t i = 0; i < most_devices; ++i) {
    const auto named = [&](std::string_view what) { return fmt::format("device_{}_{}", i, what); };
    if (!post.posted.form.first(named("kind"))) break;
    orders::Device device{.kind = post.text(named("kind")),
                          .brand = post.text(named("brand")),
                          .model = post.text(named("model")),
                          .serial = post.text(named("serial")),
                          .problem = post.text(named("problem"))};
    device.id = orders::DeviceId::parse(post.text(named("id"))).value_or(orders::DeviceId{});
    if (device == orders::Device{}) continue;  // the one more that was not wanted
    for (const auto* what : {"kind", "brand", "model", "serial", "problem"})
      edit.names.emplace_back(fmt::format("devices[{}].{}", edit.wanted.devices.size(), what), named(what));
    edit.wanted.devices.push_back(std::move(device));
  }
  return edit;
}

// Somebody else corrected the order after the form was shown.
bool corrected_since(const orders::Order& order, std::size_t seen) {
  const auto from = order.events.begin() + static_cast<std::ptrdiff_t>(std::min(seen, order.events.size()));
  return std::any_of(from, order.events.end(),
                     [](const orders::Event& event) { return event.kind == orders::EventKind::edited; });
}

// The rules' context for a change of exactly this version, so that nothing comes between look and change.
orders::Context as_read(const Desk& desk, const orders::Order& order) {
  auto context = desk.context();
  context.if_version = order.version;
  return context;
}

// By which contact the new link reaches the customer.
std::optional<orders::Route> route_to(const orders::Customer& customer) {
  if (!customer.email.empty()) return orders::Route::email;
  if (!customer.phone.empty()) return orders::Route::sms;
  return std::nullopt;
}

store::Notice new_link_notice(const OrderPost& post, orders::Route route, orders::LinkUid link) {
  const auto at = post.desk().at;
  return {.id = {tokens::new_uuid(at)},
          .shop = post.order.shop,
          .order = post.order.id,
          .topic = orders::Topic::new_link,
          .route = route,
          .link = link,
          .created_at = at,
          .due_at = at};
}

Refusal corrected_before() {
  return {Reason::conflict, "", "Somebody else corrected this order after you opened it."};
}
Refusal nowhere_to_go() {
  return {Reason::invalid, "customer.email", "A new link needs an e-mail address or a telephone to go to."};
}

Task<Outcome<orders::Order>> correct(Services& services, const OrderPost& post,
                                     const orders::Customer& customer, orders::Route route) {
  const auto& desk = post.desk();
  const auto channel = route == orders::Route::email ? orders::Channel::email : orders::Channel::sms;
  auto fresh = mint_link(*desk.settings, desk.shop.id, post.order.id, channel, desk.at);
  auto notice = new_link_notice(post, route, fresh.sealed.link.id);
  co_return co_await services.store.correct_contact(desk.shop.id, post.order.id, customer,
                                                    std::move(fresh.sealed), std::move(notice),
                                                    as_read(desk, post.order), post.operation);
}

store::OperationId second_half(store::OperationId operation) {
  operation.back() ^= 1;
  return operation;
}

}  // namespace

// Two people's corrections do not overwrite each other: the second is shown what the first one wrote.
Task<Response> desk_edit_order(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& post = std::get<OrderPost>(opened);
  const auto& desk = post.desk();
  auto edit = read_edit(post);
  const bool resend = post.ticked("customer_resend");

  const auto context = desk.context();
  const auto would = orders::apply(post.order, edit.wanted, context);
  if (!would) co_return co_await not_done(services, post, would.error(), edit.names);
  const bool is_new = would->version != post.order.version;
  if (is_new && corrected_since(post.order, post.seen))
    co_return co_await not_done(services, post, corrected_before());
  const auto route = route_to(*edit.wanted.customer);
  if (resend && !route) co_return co_await not_done(services, post, nowhere_to_go(), edit.names);
  auto now = post.order;
  if (resend) {
    const auto corrected = co_await correct(services, post, *edit.wanted.customer, *route);
    if (!corrected) co_return co_await not_done(services, post, corrected.error(), edit.names);
    edit.wanted.customer.reset();
    now = *corrected;
  }
  const auto operation = resend ? second_half(post.operation) : post.operation;
  const auto done = co_await services.store.change_order(desk.shop.id, post.order.id, edit.wanted,
                                                         as_read(desk, now), operation);
  if (!done) co_return co_await not_done(services, post, done.error(), edit.names);
  co_return back_to_order(post, resend ? "links" : "customer");
}

}  // namespace server
