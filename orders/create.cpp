#include "orders/change.hpp"
#include "orders/shop.hpp"
#include "orders/text.hpp"

namespace orders {
namespace {

struct Text {
  const std::string& text;
  std::size_t longest;
  std::string field;
};

Done check_all(std::initializer_list<Text> texts) {
  for (const auto& [text, longest, field] : texts) {
    if (const auto checked = check_text(text, longest, field); !checked) return checked;
    // A name goes into mail headers, file rows and addresses.
    if (longest == longest_name && text.find_first_of("\n\t") != text.npos)
      return invalid(field, "This must be a single line without tabs.");
  }
  return std::monostate{};
}

}  // namespace

Done check_customer(const Customer& customer) {
  const auto checked = check_all({{customer.name, longest_name, "customer.name"},
                                  {customer.email, longest_name, "customer.email"},
                                  {customer.locale, longest_name, "customer.locale"}});
  if (!checked) return checked;
  if (!customer.email.empty() && !is_email(customer.email))
    return invalid("customer.email", "An e-mail address has one @ and a domain.");
  if (!customer.phone.empty() && !is_e164(customer.phone))
    return invalid("customer.phone", "A phone number is in E.164: + and 7 to 15 digits.");
  return std::monostate{};
}

Done check_device(const Device& device, const std::string& place, const StatusTable& statuses) {
  if (device.kind.empty()) return invalid(place + ".kind", "A device needs a kind.");
  const auto checked = check_all({{device.kind, longest_name, place + ".kind"},
                                  {device.brand, longest_name, place + ".brand"},
                                  {device.model, longest_name, place + ".model"},
                                  {device.serial, longest_name, place + ".serial"},
                                  {device.problem, longest_note, place + ".problem"}});
  if (!checked) return checked;
  if (!device.status.empty() && !statuses.find(device.status))
    return invalid(place + ".status", "There is no such status.");
  return std::monostate{};
}

namespace {

Done check(const NewOrder& wanted, const StatusTable& statuses) {
  const auto checked = check_all({{wanted.number, longest_name, "number"},
                                  {wanted.external_id, longest_name, "external_id"},
                                  {wanted.note, longest_note, "note"}});
  if (!checked) return checked;
  if (wanted.devices.empty()) return invalid("devices", "An order needs a device.");
  if (wanted.devices.size() > most_devices) return invalid("devices", "An order has at most 100 devices.");
  if (const auto customer = check_customer(wanted.customer); !customer) return customer;
  for (std::size_t i = 0; i < wanted.devices.size(); ++i) {
    const auto place = "devices[" + std::to_string(i) + "]";
    if (const auto device = check_device(wanted.devices[i], place, statuses); !device) return device;
  }
  return std::monostate{};
}

void receive(Order& order, Device& device, const Context& context) {
  const auto start = StatusTable::canonical(Step::created);
  const auto status = device.status.empty() ? std::string(start) : device.status;
  if (device.id == DeviceId{}) device.id = {context.new_id()};
  device.status = start;
  device.public_status = start;
  device.status_at = context.now;
  if (status == start) return;
  // One that begins on an internal status has shown no public one: its step's canonical status speaks for it.
  const auto entry = context.statuses.find(status);
  if (entry->internal) device.public_status = StatusTable::canonical(entry->step);
  move_device(order, device, status, context);
}

}  // namespace

Outcome<Order> create(const NewOrder& wanted, ShopId shop, const Context& context) {
  if (const auto checked = check(wanted, context.statuses); !checked) return checked.error();
  auto then = context;  // what is imported happened when it was created
  then.now = wanted.created_at.value_or(context.now);

  Order order{.id = {context.new_id()},
              .shop = shop,
              .location = wanted.location,
              .number = wanted.number,
              .external_id = wanted.external_id,
              .customer = wanted.customer,
              .devices = wanted.devices,
              .promised_at = wanted.promised_at,
              .cancelled = wanted.cancelled,
              .created_at = then.now,
              .updated_at = context.now};
  add_event(order, EventKind::order_created, then);
  for (auto& device : order.devices) receive(order, device, then);
  if (wanted.cancelled) add_event(order, EventKind::stage_set, then).status = name(Stage::cancelled);
  if (!wanted.note.empty()) add_event(order, EventKind::note, then).note = wanted.note;
  settle_end(order, then);
  return order;
}

}  // namespace orders
