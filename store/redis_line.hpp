#pragma once

#include "store/redis_link.hpp"
#include "store/redis_stream.hpp"

#include <boost/asio/use_awaitable.hpp>

#include <deque>
#include <functional>

namespace store {

// Calls that share one connection, answered in the order in which they were made.
class RedisLine : public std::enable_shared_from_this<RedisLine> {
 public:
  using Token = boost::asio::use_awaitable_t<boost::asio::io_context::executor_type>;
  using Signature = void(std::optional<RedisReply>);
  using Caller = boost::asio::async_result<Token, Signature>::handler_type;

  // Told while `serve` runs, and why: that the line was of no use (`failed`), or that Redis refuses what we
  // need (`refused`).
  struct Troubles {
    std::function<void(std::string_view)> failed, refused;
  };
  RedisLine(boost::asio::io_context& loop, std::shared_ptr<RedisStream> stream,
            std::chrono::milliseconds deadline, bool to_master, Troubles troubles);

  bool closed() const { return closed_; }
  bool was_of_use() const { return was_of_use_; }
  void call(RedisCommand command, Caller caller);
  void call_all(std::span<const RedisCommand> commands, Caller caller);  // answered by a list
  // Hands out answers until the connection ends.
  Task<void> serve();
  void close();

 private:
  struct Waiting {
    Caller caller;
    std::chrono::steady_clock::time_point due;
    std::size_t all = 0;  // of how many answers the list is; 0: none, but the one answer
    std::vector<RedisReply> list = {};
  };
  void wait(Waiting one);
  void answer(RedisReply reply);
  void watch(std::chrono::steady_clock::time_point until);
  void look();

  boost::asio::io_context& loop_;
  const std::shared_ptr<RedisStream> stream_;
  const std::chrono::milliseconds deadline_;
  const bool to_master_;
  const Troubles troubles_;
  RedisTimer timer_;
  std::deque<Waiting> waiting_;  // the first is the first to be late
  bool watched_ = false, closed_ = false, was_of_use_ = false;
};

}  // namespace store
