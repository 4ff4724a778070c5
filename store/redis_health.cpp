#include "store/redis_health.hpp"

namespace store {

void RedisHealth::change(State& mine, State next, std::string_view reason) {
  if (mine == next) return;
  const std::lock_guard lock{mutex_};
  const bool was_down = down_ > 0;
  up_ += (next == State::up) - (mine == State::up);
  down_ += (next == State::down) - (mine == State::down);
  mine = next;
  const bool is_down = down_ > 0;
  if (is_down != was_down && told_) told_(!is_down, reason);
}

bool RedisHealth::reachable() const {
  const std::lock_guard lock{mutex_};
  return up_ > 0 && down_ == 0;
}

}  // namespace store
