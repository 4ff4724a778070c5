#pragma once

#include "store/redis_link.hpp"
#include "store/redis_stream.hpp"

#include <string_view>

namespace store {

// Makes connections to Redis, one at a time, for as long as it takes: each knows us, answers and is with the
// master. After three that came to nothing it pauses before each, twice as long as before.
class RedisDialer {
 public:
  RedisDialer(boost::asio::io_context& loop, const RedisOptions& options);

  // The next connection. Null after `stop`.
  Task<std::shared_ptr<RedisStream>> next();
  // The connection has been of use: the next may be tried at once.
  void worked() { tries_ = 0; }
  // The connection has been of no use, for that reason.
  void failed(std::string_view reason);
  // It stands and answers, but no better than none: it is told of at once.
  void refused(std::string_view reason);
  void stop();

 private:
  using Host = std::pair<std::string, unsigned short>;

  Task<std::shared_ptr<RedisStream>> dial();
  Task<std::shared_ptr<RedisStream>> reach(Host host, bool encrypted);
  Task<std::shared_ptr<RedisStream>> reach_path();
  Task<Host> master();
  Task<void> greet(RedisStream& stream);
  void become(RedisHealth::State state, std::string_view reason = {});
  Task<void> pause();
  std::shared_ptr<RedisStream> attempt();

  boost::asio::io_context& loop_;
  const RedisAddress address_;
  const std::chrono::milliseconds deadline_, shortest_pause_, longest_pause_;
  const std::shared_ptr<RedisHealth> health_;
  RedisHealth::State state_ = RedisHealth::State::trying;
  std::optional<boost::asio::ssl::context> tls_;
  RedisTimer pause_;
  std::shared_ptr<RedisStream> trying_;
  unsigned tries_ = 0;  // since one was of use
  bool stopped_ = false;
};

}  // namespace store
