#include "orders/change.hpp"
#include "orders/text.hpp"

namespace orders {

Outcome<Changed> change(Order& order, const NameDelegate& wanted, const Context& context) {
  if (const auto checked = check_text(wanted.name, longest_name, "name"); !checked) return checked.error();
  if (order.ended_at) return conflict("The order has ended.");
  if (order.delegate == wanted.name) return Changed::no;
  order.delegate = wanted.name;
  add_event(order, EventKind::delegate_named, context);
  return Changed::yes;
}

Outcome<Changed> change(Order& order, const HandOver& wanted, const Context& context) {
  if (const auto checked = check_text(wanted.recipient, longest_name, "recipient"); !checked)
    return checked.error();
  if (!ready_event(order, context.statuses)) return conflict("Nothing of this order is ready to collect.");
  add_event(order, EventKind::handed_over, context).note = wanted.recipient;
  const auto collected = StatusTable::canonical(Step::collected);
  for (auto& device : order.devices)
    if (step(device, context.statuses) == Step::ready) move_device(order, device, collected, context);
  settle_end(order, context);
  return Changed::yes;
}

}  // namespace orders
