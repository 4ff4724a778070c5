#include "orders/stage.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

namespace orders {
namespace {

// A repair's main road from top to bottom, then its side roads.
std::vector<DeviceStatus> standard_statuses() {
  using enum Step;
  return {
      {"awaiting_device", created, "Awaiting device", {"device_received"}},
      {"device_received", received, "Device received", {"diagnosing", "company_rejected"}},
      {"diagnosing", in_progress, "Diagnosing", {"ready_to_quote", "company_rejected"}},
      {"ready_to_quote", in_progress, "Ready to quote", {"awaiting_authorisation", "company_rejected"}},
      {"awaiting_authorisation",
       in_progress,
       "Awaiting authorisation",
       {"authorised_source_parts", "ready_to_repair", "awaiting_revised_quote", "rejected",
        "company_rejected"}},
      {"authorised_source_parts",
       in_progress,
       "Authorised, source parts",
       {"authorised_awaiting_parts", "ready_to_repair", "awaiting_revised_quote", "company_rejected"}},
      {"authorised_awaiting_parts",
       in_progress,
       "Authorised, awaiting parts",
       {"ready_to_repair", "awaiting_revised_quote", "company_rejected"}},
      {"ready_to_repair",
       in_progress,
       "Ready to repair",
       {"repairing", "awaiting_revised_quote", "company_rejected"}},
      {"repairing", in_progress, "Repairing", {"repaired_qc", "awaiting_revised_quote", "company_rejected"}},
      {"repaired_qc", in_progress, "Repaired, quality check", {"repaired_ready", "ready_to_repair"}},
      {"repaired_ready", ready, "Repaired, ready to collect", {"collected", "despatched"}},
      {"awaiting_revised_quote",
       in_progress,
       "Awaiting revised quote",
       {"awaiting_authorisation", "rejected", "company_rejected"}},
      {"rejected", in_progress, "Rejected by the customer", {"rejection_qc", "awaiting_revised_quote"}},
      {"company_rejected", in_progress, "Rejected by the company", {"rejection_qc"}},
      {"rejection_qc", in_progress, "Rejection, quality check", {"rejection_ready"}},
      {"rejection_ready", ready, "Rejection, ready to collect", {"collected", "despatched"}},
      {"collected", collected, "Collected", {}},
      {"despatched", collected, "Despatched", {}},
  };
}

[[noreturn]] void refuse(const DeviceStatus& status, const std::string& fault) {
  throw std::invalid_argument("device status '" + status.id + "' " + fault);
}

// The statuses from which some end can be reached: the ends, and again and again what leads to one of them.
std::set<std::string_view> reaching_an_end(const std::vector<DeviceStatus>& statuses) {
  std::set<std::string_view> reaching;
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& status : statuses) {
      const bool leads =
          status.step == Step::collected ||
          std::ranges::any_of(status.next, [&](const auto& next) { return reaching.contains(next); });
      if (leads) grew |= reaching.insert(status.id).second;
    }
  }
  return reaching;
}

}  // namespace

const StatusTable& StatusTable::standard() {
  static const StatusTable table{standard_statuses()};
  return table;
}

StatusTable::StatusTable(std::vector<DeviceStatus> statuses) : statuses_(std::move(statuses)) {
  std::set<std::string_view> ids;
  for (const auto& status : statuses_)
    if (!ids.insert(status.id).second) refuse(status, "is listed twice");
  const auto ending = reaching_an_end(statuses_);
  for (const auto& status : statuses_) {
    for (const auto& next : status.next)
      if (!ids.contains(next)) refuse(status, "points to '" + next + "', which is not listed");
    if (!ending.contains(status.id)) refuse(status, "cannot reach an end");
    if (status.internal && status.step == Step::collected) refuse(status, "is an end and cannot be internal");
  }
}

const DeviceStatus* StatusTable::find(std::string_view id) const {
  const auto found = std::ranges::find(statuses_, id, &DeviceStatus::id);
  return found == statuses_.end() ? nullptr : &*found;
}

bool StatusTable::may_move(std::string_view from, std::string_view to) const {
  const auto status = find(from);
  return status && std::ranges::find(status->next, to) != status->next.end();
}

Step StatusTable::step(std::string_view id) const {
  const auto status = find(id);
  return status ? status->step : Step::created;
}

std::string_view StatusTable::canonical(Step step) {
  switch (step) {
    case Step::created: return "awaiting_device";
    case Step::received: return "device_received";
    case Step::in_progress: return "repairing";
    case Step::ready: return "repaired_ready";
    case Step::collected: return "collected";
  }
  return "awaiting_device";
}

}  // namespace orders
