#include "orders/change.hpp"
#include "orders/text.hpp"

#include <algorithm>

namespace orders {

namespace {

// The facts of a device that staff write down; where it stands is another matter.
void copy_facts(Device& to, const Device& from) {
  to.kind = from.kind;
  to.brand = from.brand;
  to.model = from.model;
  to.serial = from.serial;
  to.problem = from.problem;
}

Done edit_device(Order& order, const Device& wanted, const std::string& place, const Context& context) {
  if (const auto checked = check_device(wanted, place, context.statuses); !checked) return checked;
  if (wanted.id == DeviceId{}) {
    if (order.ended_at) return conflict("An order that has ended takes no more devices.");
    auto& device = order.devices.emplace_back();
    device.id = DeviceId{context.new_id()};
    copy_facts(device, wanted);
    move_device(order, device, StatusTable::canonical(Step::created), context);
    return std::monostate{};
  }
  const auto device = std::ranges::find(order.devices, wanted.id, &Device::id);
  if (device == order.devices.end())
    return Refusal{Reason::not_found, place + ".id", "This order has no such device."};
  copy_facts(*device, wanted);
  return std::monostate{};
}

}  // namespace

Outcome<Changed> change(Order& order, const EditOrder& wanted, const Context& context) {
  const auto before = order;
  if (wanted.customer) {
    if (const auto checked = check_customer(*wanted.customer); !checked) return checked.error();
    order.customer = *wanted.customer;
  }
  for (std::size_t i = 0; i < wanted.devices.size(); ++i) {
    const auto place = "devices[" + std::to_string(i) + "]";
    if (const auto edited = edit_device(order, wanted.devices[i], place, context); !edited)
      return edited.error();
  }
  if (std::max(wanted.devices.size(), order.devices.size()) > most_devices)
    return invalid("devices", "An order has at most 100 devices.");
  if (wanted.external_id) {
    if (const auto checked = check_text(*wanted.external_id, longest_name, "external_id"); !checked)
      return checked.error();
    order.external_id = *wanted.external_id;
  }
  if (wanted.location) order.location = *wanted.location;
  const bool edited = order != before;
  if (edited) add_event(order, EventKind::edited, context);
  if (!wanted.promise) return edited ? Changed::yes : Changed::no;
  const auto promised = change(order, *wanted.promise, context);
  if (!promised) return promised.error();
  return edited ? Changed::yes : *promised;
}

}  // namespace orders
