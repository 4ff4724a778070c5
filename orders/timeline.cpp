#include "orders/timeline.hpp"

#include "orders/names.hpp"

#include <algorithm>
#include <map>

namespace orders {
namespace {

constexpr Names<StepState, 3> step_states{{"done", "current", "upcoming"}};

constexpr std::size_t index(Step step) { return static_cast<std::size_t>(step); }

// When each step was first where a device, or the whole order, stood.
using Reached = std::array<std::optional<Instant>, 5>;

Timeline draw(const Reached& reached, Step now_at) {
  auto furthest = now_at;
  for (const auto step : all_steps)
    if (reached[index(step)]) furthest = std::max(furthest, step);
  // A reopened order keeps what was reached, but to be collected is the end and not a milestone on the way.
  if (now_at != Step::collected) furthest = std::min(furthest, Step::ready);

  Timeline timeline;
  for (const auto step : all_steps) {
    const bool done = step < now_at || step == Step::collected || (step > now_at && step <= furthest);
    const auto state = step > furthest ? StepState::upcoming : done ? StepState::done : StepState::current;
    const auto at = state == StepState::upcoming ? std::nullopt : reached[index(step)];
    timeline[index(step)] = {.step = step, .state = state, .at = at};
  }
  return timeline;
}

// The status a customer was shown by this event, if it showed one.
const DeviceStatus* shown(const Event& event, const StatusTable& statuses) {
  if (event.kind != EventKind::device_status || !event.device) return nullptr;
  const auto status = statuses.find(event.status);
  return status && !status->internal ? status : nullptr;
}

void note(Reached& reached, Step step, Instant at) {
  auto& first = reached[index(step)];
  if (!first) first = at;
}

}  // namespace

std::string_view name(StepState state) { return step_states.of(state); }

Timeline timeline(const Order& order, const StatusTable& statuses) {
  std::map<DeviceId, Step> steps;
  for (const auto& device : order.devices) steps[device.id] = Step::created;
  const auto lowest = [&steps] {
    const auto by_step = [](const auto& a, const auto& b) { return a.second < b.second; };
    return steps.empty() ? Step::created : std::ranges::min_element(steps, by_step)->second;
  };

  Reached reached;
  note(reached, Step::created, order.created_at);
  for (std::size_t i = 0; i < order.events.size(); ++i) {
    const auto& event = order.events[i];
    const auto status = shown(event, statuses);
    if (status && steps.contains(*event.device)) steps[*event.device] = status->step;
    // Devices that move together are one move: between two events of one instant the order stood nowhere.
    const bool more = i + 1 < order.events.size() && order.events[i + 1].at == event.at;
    if (!more) note(reached, lowest(), event.at);
  }
  return draw(reached, step(order, statuses));
}

Timeline timeline(const Order& order, const Device& device, const StatusTable& statuses) {
  Reached reached;
  note(reached, Step::created, order.created_at);
  for (const auto& event : order.events)
    if (const auto status = shown(event, statuses); status && event.device == device.id)
      note(reached, status->step, event.at);
  return draw(reached, step(device, statuses));
}

}  // namespace orders
