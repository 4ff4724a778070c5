#pragma once

#include "store/redis_link.hpp"
#include "store/store.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace store {

// Wakes the one coroutine that waits for it, on that coroutine's own loop and from any thread.
class Bell {
 public:
  virtual ~Bell() = default;
  // Until it is rung or the limit is over; not at all when it has been rung before.
  virtual Task<void> wait(std::chrono::milliseconds limit) = 0;
  virtual void ring() = 0;
};

// All that the protocol of the caches needs from outside, so that a simulation can take its place: time,
// Redis and the truth.
class CacheWorld {
 public:
  using Ticks = std::chrono::steady_clock::time_point;
  using Loop = boost::asio::io_context::executor_type;

  virtual ~CacheWorld() = default;
  virtual Ticks ticks() = 0;           // never goes back
  virtual orders::Instant wall() = 0;  // of this machine
  virtual std::shared_ptr<Bell> bell(const Loop& loop) = 0;
  // By the connection of the caller's loop. nullopt: no answer.
  virtual Task<std::optional<RedisReply>> call(RedisCommand command) = 0;
  virtual Task<std::optional<RedisReply>> call_all(std::span<const RedisCommand> commands) = 0;
  virtual Task<std::shared_ptr<const LinkedOrder>> find_link(LinkKey key) = 0;
  virtual Task<Store::Tail> tail_changes(orders::Instant since) = 0;
};

}  // namespace store
