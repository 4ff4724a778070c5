#include "server/admin/control_socket.hpp"

#include "server/admin/request.hpp"

#include <fmt/format.h>
#include <boost/asio.hpp>
#include <boost/json.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace server {

namespace asio = boost::asio;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr auto token = asio::as_tuple(asio::use_awaitable_t<asio::io_context::executor_type>{});

bool same_user(int socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::geteuid();
}

json::object unreadable(std::string detail) {
  return refused({orders::Reason::invalid, "", std::move(detail)});
}

Task<json::object> answer(AdminContext& context, std::string_view line) {
  json::error_code error;
  auto request = json::parse(line, error);
  if (error || !request.is_object()) co_return unreadable("A request is one JSON object on one line.");
  co_return co_await perform(context, std::move(request.get_object()));
}

}  // namespace

ControlSocket::ControlSocket(asio::io_context& loop, AdminContext context, fs::path path)
    : loop_(loop), context_(std::move(context)), path_(std::move(path)), acceptor_(loop) {}

void ControlSocket::start() {
  if (path_.native().size() >= sizeof(sockaddr_un::sun_path))
    throw std::runtime_error(
        fmt::format("{} is too long for a socket: choose a shorter server.data_dir", path_.string()));
  fs::remove(path_);
  acceptor_.open();
  acceptor_.bind(path_.string());
  fs::permissions(path_, fs::perms::owner_read | fs::perms::owner_write);  // nobody can connect before listen
  acceptor_.listen();
  asio::co_spawn(loop_, accept(), asio::detached);
}

void ControlSocket::stop() {
  if (!acceptor_.is_open()) return;
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  std::error_code gone_already;
  fs::remove(path_, gone_already);
}

Task<void> ControlSocket::accept() {
  for (;;) {
    Socket socket{loop_};
    auto [error] = co_await acceptor_.async_accept(socket, token);
    if (error == asio::error::operation_aborted) co_return;
    if (error || !same_user(socket.native_handle())) continue;
    asio::co_spawn(loop_, converse(context_, std::move(socket)), asio::detached);
  }
}

Task<void> ControlSocket::converse(AdminContext& context, Socket socket) {
  std::string received;
  for (;;) {
    auto buffer = asio::dynamic_buffer(received, longest_line);
    const auto [error, length] = co_await asio::async_read_until(socket, buffer, '\n', token);
    if (error && error != asio::error::not_found) co_return;
    const bool too_long = error == asio::error::not_found;
    auto reply = unreadable("The request is longer than 8 MiB.");
    if (!too_long) reply = co_await answer(context, std::string_view{received}.substr(0, length));
    const auto line = json::serialize(reply) + '\n';
    const auto out = asio::buffer(line);
    const auto [failed, written] = co_await asio::async_write(socket, out, token);
    if (failed || too_long) co_return;
    received.erase(0, length);
  }
}

}  // namespace server
