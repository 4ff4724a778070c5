#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orders {

// The five public steps, in order. What a customer sees of a device.
enum class Step { created, received, in_progress, ready, collected };
inline constexpr Step all_steps[] = {Step::created, Step::received, Step::in_progress, Step::ready,
                                     Step::collected};

// Where an order stands: the lowest step among its devices, or what was set on the order itself.
enum class Stage { created, received, in_progress, ready, collected, on_hold, cancelled };

std::string_view name(Step step);  // "in_progress"
std::string_view name(Stage stage);
std::optional<Stage> parse_stage(std::string_view name);
Stage stage_of(Step step);

// One status of a device in the shop's own words ("repaired_qc").
struct DeviceStatus {
  std::string id;
  Step step = Step::created;
  std::string label;              // English, for staff; customers see the step
  std::vector<std::string> next;  // where it may go from here
  bool internal = false;          // customers keep seeing the last public status
};

// The statuses a shop works with: `standard()`, or that and the shop's own.
class StatusTable {
 public:
  static const StatusTable& standard();
  // Throws std::invalid_argument naming the status that is listed twice, points nowhere, cannot reach an end
  // (a status of step `collected`), or is an end and internal, which would hide the end from the customer.
  explicit StatusTable(std::vector<DeviceStatus> statuses);

  const DeviceStatus* find(std::string_view id) const;
  const std::vector<DeviceStatus>& all() const { return statuses_; }
  bool may_move(std::string_view from, std::string_view to) const;
  Step step(std::string_view id) const;  // of a status in this table; Step::created for one that is not
  // The status that a shop system which knows only stages means: awaiting_device, device_received, repairing,
  // repaired_ready, collected.
  static std::string_view canonical(Step step);

 private:
  std::vector<DeviceStatus> statuses_;
};

}  // namespace orders
