#pragma once

#include "store/redis_address.hpp"
#include "store/redis_health.hpp"
#include "store/redis_reply.hpp"
#include "store/task.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace store {

using RedisCommand = std::span<const std::string_view>;

struct RedisOptions {
  RedisAddress address{};
  std::chrono::milliseconds deadline{25};  // for one command, from its call to its answer
  std::chrono::milliseconds shortest_pause{50}, longest_pause{2000};  // before connecting again
  std::shared_ptr<RedisHealth> health = {};                           // of all that share it; may be null
};

// One event loop's connection to Redis. Calls made while others are under way travel behind them in the same
// stream, and what is called in one turn of the loop leaves in one write. An answer that comes too late ends
// the connection, since it must never reach another call; three failures in a row let all calls fail at once
// until one connection has been made again, tried after pauses that double. Only the loop's own thread may
// use it.
class RedisLink {
 public:
  RedisLink(boost::asio::io_context& loop, RedisOptions options);
  ~RedisLink();  // the loop must have stopped or `stop` have been called and run
  RedisLink(const RedisLink&) = delete;
  RedisLink& operator=(const RedisLink&) = delete;

  // Sends the command, whose parts need live no longer than this call. nullopt: Redis did not answer, or not
  // in time.
  Task<std::optional<RedisReply>> call(RedisCommand command);
  // One behind the other, with the answers in a list. nullopt: not all of them.
  Task<std::optional<RedisReply>> call_all(std::span<const RedisCommand> commands);
  // Whether calls are sent at all just now.
  bool connected() const;
  // Ends what is under way and connects no more, so that the loop can run dry.
  void stop();

 private:
  struct Wire;
  std::shared_ptr<Wire> wire_;
};

// A connection that listens to a channel and comes back by itself. `heard` is told each message, `joined`
// each time that the channel has been joined (again): what was said before is lost. Both on the loop.
class RedisListener {
 public:
  RedisListener(boost::asio::io_context& loop, RedisOptions options, std::string channel,
                std::function<void(std::string_view)> heard, std::function<void()> joined = {});
  ~RedisListener();
  RedisListener(const RedisListener&) = delete;
  RedisListener& operator=(const RedisListener&) = delete;

  void start();
  void stop();

 private:
  struct Ear;
  std::shared_ptr<Ear> ear_;
};

}  // namespace store
