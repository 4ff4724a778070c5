#pragma once

#include "orders/command.hpp"

#include <chrono>
#include <stdexcept>
#include <string>

namespace sample {

using namespace std::chrono_literals;
using std::chrono::days;

inline orders::Instant utc(int year, unsigned month, unsigned day, std::chrono::minutes time = {}) {
  return std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}} +
         time;
}

inline const orders::Instant now = utc(2026, 3, 2, 10h);
inline const orders::Currency gbp{};

// A context at `when` whose ids never repeat within the test program.
inline orders::Context at(orders::Instant when) {
  const auto next = [] {
    static std::uint32_t count = 0;
    ++count;
    orders::Uuid uuid{};
    for (std::size_t i = 0; i < 4; ++i) uuid[i] = static_cast<std::uint8_t>(count >> (24 - 8 * i));
    return uuid;
  };
  return {.now = when, .actor = {orders::ActorKind::staff, "stf_ann"}, .new_id = next};
}

inline orders::Device device(std::string status = {}) {
  return {.kind = "Phone", .status = std::move(status)};
}

// A new order of yesterday with one device for each status.
template <class... Status>
orders::Order order(Status... statuses) {
  orders::NewOrder wanted{
      .number = "R-1001", .customer = {.name = "Ann Example"}, .created_at = now - days{1}};
  (wanted.devices.push_back(device(statuses)), ...);
  return *orders::create(wanted, orders::ShopId{}, at(now));
}

inline orders::Order done(const orders::Order& order, const orders::Command& command,
                          orders::Instant when = now) {
  auto after = orders::apply(order, command, at(when));
  if (!after) throw std::runtime_error(after.error().field + ": " + after.error().detail);
  return *after;
}

inline orders::QuoteLine line(std::string description, std::int64_t price, int tax_bp = 2000,
                              orders::LineKind kind = orders::LineKind::required, std::string group = {}) {
  return {.description = std::move(description),
          .unit_price = price,
          .tax_bp = tax_bp,
          .kind = kind,
          .group = std::move(group)};
}

inline orders::QuoteDraft screen_and_battery() {
  return {.lines = {line("Screen", 8999), line("Battery", 1599)}, .deposit = 5000};
}

}  // namespace sample
