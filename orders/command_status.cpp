#include "orders/change.hpp"
#include "orders/text.hpp"

#include <algorithm>

namespace orders {
namespace {

Step step_of(Stage stage) { return static_cast<Step>(stage); }  // the first five stages are the steps

// A note that came with what changes nothing is still worth keeping.
Outcome<Changed> keep_note(Order& order, const std::string& note, bool visible,
                           std::optional<DeviceId> device, const Context& context) {
  if (note.empty()) return Changed::no;
  auto& event = add_event(order, EventKind::note, context);
  event.device = device;
  event.note = note;
  event.visible = visible;
  return Changed::yes;
}

}  // namespace

Event& move_device(Order& order, Device& device, std::string_view status, const Context& context) {
  const auto entry = context.statuses.find(status);
  device.status = status;
  if (entry && !entry->internal) device.public_status = status;
  device.status_at = context.now;
  auto& event = add_event(order, EventKind::device_status, context);
  event.device = device.id;
  event.status = status;
  return event;
}

void settle_end(Order& order, const Context& context) {
  const bool completed = !order.cancelled && step(order, context.statuses) == Step::collected;
  if (completed) order.on_hold = false;
  const bool ended = completed || order.cancelled;
  if (ended == order.ended_at.has_value()) return;
  if (completed) add_event(order, EventKind::order_completed, context);
  if (!ended) add_event(order, EventKind::order_reopened, context);
  order.ended_at = ended ? std::optional{context.now} : std::nullopt;
}

Outcome<Changed> change(Order& order, const SetStage& wanted, const Context& context) {
  if (const auto checked = check_text(wanted.note, longest_note, "note"); !checked) return checked.error();
  const auto before = stage(order, context.statuses);
  if (before == wanted.stage) return keep_note(order, wanted.note, wanted.visible, std::nullopt, context);
  const bool sets_order = wanted.stage == Stage::on_hold || wanted.stage == Stage::cancelled;
  if (sets_order && order.ended_at) return conflict("The order has ended; reopen it first.");

  auto& event = add_event(order, EventKind::stage_set, context);
  event.status = name(wanted.stage);
  event.note = wanted.note;
  event.visible = wanted.visible;
  order.on_hold = wanted.stage == Stage::on_hold;
  order.cancelled = wanted.stage == Stage::cancelled;
  if (!sets_order) {
    const auto goal = step_of(wanted.stage);
    // One that stands on the step already (despatched, rejection_ready) says more than the canonical status
    // would.
    for (auto& device : order.devices)
      if (step(device, context.statuses) != goal)
        move_device(order, device, StatusTable::canonical(goal), context);
  }
  settle_end(order, context);
  return Changed::yes;
}

Outcome<Changed> change(Order& order, const SetDeviceStatus& wanted, const Context& context) {
  if (const auto checked = check_text(wanted.note, longest_note, "note"); !checked) return checked.error();
  const auto device = std::ranges::find(order.devices, wanted.device, &Device::id);
  if (device == order.devices.end())
    return Refusal{Reason::not_found, "device", "The order has no such device."};
  if (!context.statuses.find(wanted.status)) return invalid("status", "There is no such status.");
  if (device->status == wanted.status)
    return keep_note(order, wanted.note, wanted.visible, wanted.device, context);
  if (!context.statuses.may_move(device->status, wanted.status))
    return conflict("A device cannot go from " + device->status + " to " + wanted.status + ".");

  auto& event = move_device(order, *device, wanted.status, context);
  event.note = wanted.note;
  event.visible = wanted.visible;
  const bool stays_ended = order.cancelled || step(order, context.statuses) == Step::collected;
  if (order.ended_at && !stays_ended) return conflict("The order has ended; reopen it first.");
  settle_end(order, context);
  return Changed::yes;
}

Outcome<Changed> change(Order& order, const SetPromise& wanted, const Context& context) {
  if (const auto checked = check_text(wanted.reason, longest_note, "reason"); !checked)
    return checked.error();
  if (order.promised_at == wanted.promised_at && order.promise_reason == wanted.reason) return Changed::no;
  order.promised_at = wanted.promised_at;
  order.promise_reason = wanted.reason;
  auto& event = add_event(order, EventKind::promise_moved, context);
  event.note = wanted.reason;
  event.visible = true;
  return Changed::yes;
}

Outcome<Changed> change(Order& order, const AddNote& wanted, const Context& context) {
  if (wanted.note.empty()) return invalid("note", "A note says something.");
  if (const auto checked = check_text(wanted.note, longest_note, "note"); !checked) return checked.error();
  return keep_note(order, wanted.note, wanted.visible, std::nullopt, context);
}

}  // namespace orders
