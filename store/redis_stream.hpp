#pragma once

#include "store/redis_reader.hpp"
#include "store/task.hpp"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/wait_traits.hpp>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace store {

using RedisTimer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                     boost::asio::wait_traits<std::chrono::steady_clock>,
                                                     boost::asio::io_context::executor_type>;

// Commands to one Redis and its answers, over a socket of any kind. Kept by shared_ptr, since what is on its
// way keeps it; `close` ends all of that.
class RedisStream : public std::enable_shared_from_this<RedisStream> {
 public:
  using Endpoint = boost::asio::generic::stream_protocol::endpoint;

  explicit RedisStream(boost::asio::io_context& loop);

  // Both throw boost::system::system_error.
  Task<void> connect(Endpoint endpoint);
  Task<void> encrypt(boost::asio::ssl::context& context,
                     std::string host);  // the certificate must be the host's

  // Leaves in one write with all else that is sent in this turn of the loop.
  void send(std::span<const std::string_view> command);
  // Waits for more from Redis, unless the stream has ended or is not understood any more.
  Task<bool> fill();
  std::optional<RedisReply> next() { return reader_.next(); }
  // The next answer, waiting for it; nullopt: none will come.
  Task<std::optional<RedisReply>> answer();
  bool has_unread() const;  // bytes that `fill` would not wait for

  // Closes it after a while, unless `keep` comes first.
  void close_after(std::chrono::milliseconds time);
  void keep() { limit_.cancel(); }
  void close();
  bool timed_out() const { return timed_out_; }  // it was `close_after` that closed it
  bool broken() const { return reader_.broken(); }
  bool closed() const { return !socket_.is_open(); }

 private:
  using Socket = boost::asio::basic_stream_socket<boost::asio::generic::stream_protocol,
                                                  boost::asio::io_context::executor_type>;
  void flush();

  boost::asio::io_context& loop_;
  Socket socket_;
  std::optional<boost::asio::ssl::stream<Socket&>> tls_;
  RedisTimer limit_;
  RedisReader reader_;
  std::array<char, 32 * 1024> room_;
  std::string out_, leaving_;
  bool writing_ = false, timed_out_ = false;
};

}  // namespace store
