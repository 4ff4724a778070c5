#pragma once

#include <functional>
#include <mutex>
#include <string_view>

namespace store {

// Whether Redis can be reached, as all connections of a process see it together. A spell without it begins
// with the first of them that fails and ends when none does any more: however many there are and however
// often they try, it is told of twice. Used from every loop.
class RedisHealth {
 public:
  // `reason` says in words of ours why not, and is no secret. On the loop that noticed; must not block.
  using Told = std::function<void(bool reachable, std::string_view reason)>;
  enum class State { trying, up, down };  // of one connection

  explicit RedisHealth(Told told = {}) : told_{std::move(told)} {}

  void change(State& mine, State next, std::string_view reason = {});
  bool reachable() const;  // some connection stands and none fails

 private:
  const Told told_;
  mutable std::mutex mutex_;
  int up_ = 0, down_ = 0;
};

}  // namespace store
