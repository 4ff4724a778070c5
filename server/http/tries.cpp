#include "server/http/tries.hpp"

#include <algorithm>

namespace server {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds longest_wait = 1h;
constexpr auto forgotten_after = 15min;  // while tries are free
constexpr auto forgiven_after = 2h;      // when they are not

std::chrono::seconds wait_after(unsigned wrong, const Patience& patience) {
  if (wrong < patience.free) return 0s;
  const auto doublings = std::min(wrong - patience.free, 12U);
  return std::min(patience.first_wait * (1 << doublings), longest_wait);
}

}  // namespace

Tries::Count& Tries::count(std::string_view name) {
  if (const auto known = by_name_.find(name); known != by_name_.end()) {
    by_use_.splice(by_use_.begin(), by_use_, known->second);
    return by_use_.front();
  }
  if (by_use_.size() >= capacity_) forget(std::prev(by_use_.end()));
  by_use_.push_front({.name = std::string(name)});
  by_name_.emplace(by_use_.front().name, by_use_.begin());
  return by_use_.front();
}

void Tries::forget(Place place) {
  by_name_.erase(place->name);
  by_use_.erase(place);
}

std::chrono::seconds Tries::begin(std::string_view name, const Patience& patience, orders::Instant now) {
  if (patience.free == 0) return 0s;
  const std::lock_guard lock{mutex_};
  auto& found = count(name);
  // A clock that was set back must not lock anybody out until it has caught up.
  const auto since = std::max(now - found.last, orders::Instant::duration{});
  if (since >= (found.wrong < patience.free ? forgotten_after : forgiven_after)) found.wrong = 0;
  const auto wait = wait_after(found.wrong, patience);
  if (since < wait) return std::chrono::ceil<std::chrono::seconds>(wait - since);
  ++found.wrong;
  found.last = now;
  return 0s;
}

void Tries::clear(std::string_view name) {
  const std::lock_guard lock{mutex_};
  if (const auto known = by_name_.find(name); known != by_name_.end()) forget(known->second);
}

void Tries::take_back(std::string_view name) {
  const std::lock_guard lock{mutex_};
  const auto known = by_name_.find(name);
  if (known != by_name_.end() && known->second->wrong > 0) --known->second->wrong;
}

}  // namespace server
