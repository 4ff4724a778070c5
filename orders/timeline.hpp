#pragma once

#include "orders/order.hpp"

#include <array>

namespace orders {

enum class StepState { done, current, upcoming };
std::string_view name(StepState state);

struct TimelineStep {
  Step step = Step::created;
  StepState state = StepState::upcoming;
  std::optional<Instant> at =
      {};  // when it was first reached; nullopt while upcoming, or when it was skipped
  friend bool operator==(const TimelineStep&, const TimelineStep&) = default;
};

using Timeline = std::array<TimelineStep, 5>;

// The five steps of an order: those before its step are done, its own is current (done, when it is the last),
// the rest upcoming. A loop in the repair (QC failed, quote revised) never un-ticks a step that was reached:
// the furthest step among all devices' history bounds what stays done.
Timeline timeline(const Order& order, const StatusTable& statuses);
Timeline timeline(const Order& order, const Device& device, const StatusTable& statuses);

}  // namespace orders
