#pragma once

#include "server/admin/operations.hpp"

#include <boost/asio/local/stream_protocol.hpp>

#include <filesystem>

namespace server {

// Where other commands reach the running service: a unix socket of mode 0600, open to the same user alone.
// One JSON object a line asks (see `perform`), one line answers, as often as the other end likes. Lives on
// one event loop; start and stop are called from the thread that runs it, or before and after it runs.
class ControlSocket {
 public:
  static constexpr std::size_t longest_line = 8 * 1024 * 1024;  // bytes

  ControlSocket(boost::asio::io_context& loop, AdminContext context, std::filesystem::path path);
  ~ControlSocket() { stop(); }

  // Takes the place of a socket left by a killed service: the store's lock says that there is no other.
  // Throws std::runtime_error when the path is too long for a socket or cannot be made.
  void start();
  void stop();

 private:
  using Socket = boost::asio::local::stream_protocol::socket;

  Task<void> accept();
  static Task<void> converse(AdminContext& context, Socket socket);

  boost::asio::io_context& loop_;
  AdminContext context_;
  std::filesystem::path path_;
  boost::asio::local::stream_protocol::acceptor acceptor_;
};

}  // namespace server
