#include "views/console/new_order.hpp"

#include "server/admin/links.hpp"
#include "server/console/desk.hpp"
#include "server/console/lists.hpp"
#include "server/json/dates.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"
#include "views/zone.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>
#include <charconv>

namespace server {

namespace {

constexpr std::size_t most_devices = 20;  // of one form

std::size_t number_of(std::string_view text) {
  std::size_t number = 1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::clamp<std::size_t>(number, 1, most_devices);
}

views::NewOrderForm read_form(const Posted& posted) {
  views::NewOrderForm form{.name = posted.text("name"),
                           .phone = posted.text("phone"),
                           .email = posted.text("email"),
                           .locale = posted.text("locale"),
                           .devices = {},
                           .here = posted.ticked("here"),
                           .promised_day = posted.text("promised_day"),
                           .promised_time = posted.text("promised_time"),
                           .note = posted.text("note"),
                           .location = posted.text("location"),
                           .tell = posted.text("tell"),
                           .operation = posted.text("operation")};
  for (std::size_t i = 1; i <= number_of(posted.text("devices")); ++i) {
    const auto text = [&](std::string_view part) { return posted.text(fmt::format("{}-{}", part, i)); };
    form.devices.push_back({text("kind"), text("brand"), text("model"), text("serial"), text("problem")});
  }
  return form;
}

Response form_page(const Desk& desk, const views::NewOrderForm& form, const views::Faults& faults, int status,
                   bool one_more = false) {
  const auto console = desk.view();
  const views::NewOrderView view{console, desk.locations, form, faults, one_more};
  return desk_page(
      desk, {.title = "New order", .place = views::Place::new_order, .main = views::new_order_main(view)},
      status);
}

const orders::Location* chosen(const Desk& desk, const std::string& slug) {
  if (slug.empty() && !desk.locations.empty()) return &desk.locations.front();
  const auto found = std::ranges::find(desk.locations, slug, &orders::Location::slug);
  return found == desk.locations.end() ? nullptr : &*found;
}

// The end of the working day where no time was said.
constexpr std::string_view usual_time = "17:00";

std::optional<orders::Instant> promise_of(const views::NewOrderForm& form, const orders::Location& location,
                                          views::Faults& faults) {
  if (form.promised_day.empty() && form.promised_time.empty()) return std::nullopt;
  const auto day = parse_date(form.promised_day);
  if (!day) {
    faults.push_back({"promised_day", "The promised day is a date, such as 2026-05-01."});
    return std::nullopt;
  }
  const auto clock = parse_clock(form.promised_time.empty() ? usual_time : form.promised_time);
  if (!clock) {
    faults.push_back({"promised_time", "The promised time is hours and minutes, such as 17:00."});
    return std::nullopt;
  }
  return views::load_zone(location.zone).value_or(orders::Zone{}).at(*day, *clock);
}

// Where the form has what a rule calls "devices[1].kind".
std::string field_of(std::string_view rule) {
  constexpr std::string_view customer = "customer.", devices = "devices[";
  if (rule.starts_with(customer)) return std::string(rule.substr(customer.size()));
  if (!rule.starts_with(devices)) return std::string(rule);
  std::size_t place = 0;
  const auto digits = rule.substr(devices.size());
  std::from_chars(digits.data(), digits.data() + digits.size(), place);
  const auto dot = rule.find("].");
  return fmt::format("{}-{}", dot == rule.npos ? "kind" : rule.substr(dot + 2), place + 1);
}

views::Faults faults_in_form(const orders::Refusal& refusal) {
  auto faults = faults_of(refusal);
  for (auto& fault : faults) {
    fault.field = field_of(fault.field);
    if (fault.field == "phone") fault.text = "The telephone number needs its country, as in +44 1632 960203.";
  }
  return faults;
}

orders::NewOrder wanted_order(const views::NewOrderForm& form, const orders::Location& location,
                              std::optional<orders::Instant> promised) {
  orders::NewOrder wanted{
      .location = location.id,
      .customer = {.name = form.name, .email = form.email, .phone = form.phone, .locale = form.locale},
      .promised_at = promised,
      .note = form.note};
  // Spaces and brackets are how people write numbers; what is left must be E.164.
  std::erase_if(wanted.customer.phone,
                [](char c) { return c == ' ' || c == '-' || c == '(' || c == ')' || c == '.' || c == '/'; });
  for (const auto& device : form.devices)
    wanted.devices.push_back(
        {.kind = device.kind,
         .brand = device.brand,
         .model = device.model,
         .serial = device.serial,
         .problem = device.problem,
         .status = form.here ? std::string(orders::StatusTable::canonical(orders::Step::received)) : ""});
  return wanted;
}

// The link that goes out at once where staff asked for it.
std::optional<orders::Route> route_of(const views::NewOrderForm& form, views::Faults& faults) {
  const auto route = orders::parse_route(form.tell);
  if (route == orders::Route::email && form.email.empty())
    faults.push_back({"email", "To send the link by e-mail, the address is needed."});
  if (route == orders::Route::sms && form.phone.empty())
    faults.push_back({"phone", "To send the link by SMS, the telephone number is needed."});
  return route;
}

}  // namespace

Task<Response> new_order_page(Services& services, const Request& request, Captures) {
  auto opened = co_await open_desk(services, request, orders::Duty::work);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& desk = std::get<Desk>(opened);
  const views::NewOrderForm form{.operation = orders::uuid_text(tokens::new_uuid(desk.at))};
  co_return form_page(desk, form, {}, 200);
}

Task<Response> take_in_order(Services& services, const Request& request, Captures) {
  auto opened = co_await open_post(services, request, orders::Duty::work);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& posted = std::get<Posted>(opened);
  const auto& desk = posted.desk;
  auto form = read_form(posted);
  if (!posted.text("more").empty()) {
    if (form.devices.size() < most_devices) form.devices.emplace_back();
    co_return form_page(desk, form, {}, 200, true);
  }
  views::Faults faults;
  const auto* location = chosen(desk, form.location);
  if (!location) {
    faults.push_back({"location", "Choose one of the shop's locations."});
    co_return form_page(desk, form, faults, 422);
  }
  const auto promised = promise_of(form, *location, faults);
  const auto route = route_of(form, faults);
  if (form.name.empty()) faults.push_back({"name", "Whose device is it? A name is needed."});
  auto order = orders::create(wanted_order(form, *location, promised), desk.shop.id, desk.context());
  if (!order) {
    for (auto& fault : faults_in_form(order.error())) faults.push_back(std::move(fault));
  }
  if (!faults.empty()) co_return form_page(desk, form, faults, 422);

  const auto fresh = tokens::new_uuid(desk.at);
  const auto operation = orders::parse_uuid(form.operation).value_or(fresh);
  const auto mint = [&](orders::Channel channel) {
    return mint_link(*desk.settings, desk.shop.id, order->id, channel, desk.at).sealed;
  };
  std::vector<store::SealedLink> links;
  links.push_back(mint(orders::Channel::copy));
  if (route)
    links.push_back(mint(*route == orders::Route::sms ? orders::Channel::sms : orders::Channel::email));
  const auto sent_link = links.back().link.id;
  const auto made = order->id;
  const auto tell = form.tell == "shop" || form.tell.empty() ? store::Tell::customer : store::Tell::nobody;
  const auto added = co_await services.store.add_order(*std::move(order), std::move(links), operation, tell);
  if (!added) co_return form_page(desk, form, faults_in_form(added.error()), 422);
  // Sent again, the form finds the order that it made before, which has told its customer.
  if (route && added->id == made) {
    store::Notice notice{.id = {tokens::new_uuid(desk.at)},
                         .shop = desk.shop.id,
                         .order = added->id,
                         .topic = orders::Topic::invite,
                         .route = *route,
                         .link = sent_link,
                         .created_at = desk.at,
                         .due_at = desk.at};
    const auto queued = co_await services.store.queue_notice(std::move(notice));
    (void)queued;  // the order stands either way, and its page shows what was sent
  }
  co_return see_other(fmt::format("/staff/orders/{}#links", added->id.text()));
}

Task<Response> known_customers(Services& services, const Request& request, Captures) {
  namespace json = boost::json;
  auto opened = co_await open_desk(services, request, orders::Duty::work);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& desk = std::get<Desk>(opened);
  const auto found = co_await services.store.list_customers(desk.shop.id, desk.staff().location,
                                                            request.parameter("q").value_or(""), "", 6);
  json::array items;
  for (const auto& known : found.items)
    items.push_back({{"name", known.customer.name},
                     {"phone", known.customer.phone},
                     {"email", known.customer.email},
                     {"locale", known.customer.locale},
                     {"orders", known.orders}});
  co_return json_answer(200, json::serialize(json::object{{"items", std::move(items)}}));
}

}  // namespace server
