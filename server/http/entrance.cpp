#include "server/http/entrance.hpp"

#include "server/http/metrics.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace server {

namespace asio = boost::asio;
using boost::system::error_code;
using namespace std::chrono_literals;

namespace {

constexpr auto breath = 50ms;

int open_reserve() { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

bool out_of_room(const error_code& error) {
  const auto number = error.value();
  return number == EMFILE || number == ENFILE || number == ENOMEM || number == ENOBUFS;
}

}  // namespace

Entrance::Entrance(Common& common, Loop& loop, const Endpoint& endpoint)
    : common_{common}, loop_{loop}, acceptor_{loop.io()}, pause_{loop.io()}, reserve_{open_reserve()} {
  acceptor_.open(endpoint.protocol());
  acceptor_.set_option(asio::socket_base::reuse_address{true});
  const int on = 1;
  ::setsockopt(acceptor_.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  if (endpoint.protocol() == asio::ip::tcp::v6()) acceptor_.set_option(asio::ip::v6_only{false});
  acceptor_.set_option(asio::ip::tcp::no_delay{true});  // each connection has it from here
  acceptor_.bind(endpoint);
}

Entrance::~Entrance() { ::close(reserve_); }

void Entrance::open() {
  acceptor_.listen(asio::socket_base::max_listen_connections);
  acceptor_.non_blocking(true);
  asio::co_spawn(loop_.io(), accept(), asio::detached);
}

void Entrance::close() {
  take_in_all();
  error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
}

bool Entrance::somebody_waits() {
  pollfd asked{acceptor_.native_handle(), POLLIN, 0};
  return ::poll(&asked, 1, 0) > 0;
}

// Until nobody is left, or something is missing for the next; then says what.
error_code Entrance::take_in_all() {
  loop_.renew();
  for (;;) {  // also past who has left already
    Endpoint from;
    auto size = static_cast<socklen_t>(from.capacity());
    const int socket = ::accept4(acceptor_.native_handle(), from.data(), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket >= 0) {
      from.resize(size);
      take_in(socket, plain(from.address()));
    } else if (errno == EAGAIN || errno == EBADF || errno == EINVAL) {
      return {};
    } else if (const error_code error{errno, boost::system::system_category()}; out_of_room(error)) {
      return somebody_waits() ? error : error_code{};  // for nobody it fails as well
    }
  }
}

// Waits until somebody is there before it accepts: without a free descriptor, accepting fails even when
// nobody is.
Task<void> Entrance::accept() {
  for (;;) {
    const auto [closed] = co_await acceptor_.async_wait(asio::socket_base::wait_read, as_result);
    if (closed) co_return;
    if (take_in_all()) co_await make_room();
  }
}

Task<void> Entrance::make_room() {
  common_.services.metrics.refused("descriptors");
  if (loop_.shed_idlest()) {
    co_await asio::post(loop_.io(), as_result);  // behind the end of the one that was shed
    co_return;
  }
  // Nobody to spare: whoever waits longest learns it at once instead of hanging.
  ::close(reserve_);
  if (const int unlucky = ::accept(acceptor_.native_handle(), nullptr, nullptr); unlucky >= 0)
    ::close(unlucky);
  reserve_ = open_reserve();
  pause_.expires_after(breath);
  co_await pause_.async_wait(as_result);
}

bool Entrance::has_room() const {
  const auto most = common_.services.settings()->config.limits.connections;
  return !common_.limited || most == 0 || common_.census.total() < most || loop_.shed_idlest();
}

void Entrance::take_in(int socket, const asio::ip::address& peer) {
  auto& metrics = common_.services.metrics;
  const auto refuse = [&](std::string_view reason) {
    metrics.refused(reason);
    ::close(socket);
  };
  if (!has_room()) return refuse("connections");
  const auto& proxies = common_.trusted_proxies;
  const bool proxied =
      std::any_of(proxies.begin(), proxies.end(), [&](const auto& n) { return n.contains(peer); });
  const auto most =
      proxied || !common_.limited ? 0 : common_.services.settings()->config.limits.connections_per_ip;
  auto client = client_key(peer);
  if (!common_.census.enter(client, most)) return refuse("connections_per_ip");
  Connection::begin(std::make_unique<Connection>(common_, loop_, socket, peer, std::move(client), !proxied));
}

}  // namespace server
