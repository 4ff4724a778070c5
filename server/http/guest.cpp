#include "server/http/guest.hpp"

#include "server/http/loop.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <cerrno>

#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace server {

namespace asio = boost::asio;
using Next = Moved::Next;

// What goes on when the guest can be read from or written to.
template <class Handler>
struct Guest::Held final : Waiter {
  explicit Held(Handler&& h) : handler{std::move(h)} {}
  void resume(bool reached) override {
    auto own = std::move(handler);
    own(reached);
  }
  Handler handler;
};

struct Guest::Hold {
  template <class Handler>
  void operator()(Handler&& handler) const {
    guest->waiter_ = std::make_unique<Held<std::decay_t<Handler>>>(std::forward<Handler>(handler));
  }
  Guest* guest;
};

Guest::~Guest() {
  if (tls) tls->say_goodbye();
  ::close(descriptor);
}

// What comes later is told anew; that it was the last is not.
Moved Guest::noted(Moved moved) {
  if (moved.next == Next::read) readable_ = hung_up_ && moved.count > 0;
  if (moved.next == Next::write) writable_ = false;
  return moved;
}

Moved Guest::shake_hands() {
  const auto moved = noted(tls->handshake());
  // A request may have been read along with the last of it, of which the system will say nothing more.
  if (moved.next == Next::more) readable_ = true;
  return moved;
}

Moved Guest::read(asio::mutable_buffer room) {
  if (tls) return noted(tls->read(room));
  ssize_t count = 0;
  do count = ::recv(descriptor, room.data(), room.size(), 0);
  while (count < 0 && errno == EINTR);
  if (count == 0 || (count < 0 && errno != EAGAIN)) return {0, Next::ended};
  const auto got = static_cast<std::size_t>(std::max<ssize_t>(count, 0));
  return noted({got, got < room.size() ? Next::read : Next::more});
}

Moved Guest::write(std::span<const asio::const_buffer> bytes) {
  if (tls) return noted(tls->write(bytes));
  std::array<iovec, 8> pieces;
  std::size_t used = 0;
  for (const auto& piece : bytes) {
    if (piece.size() == 0) continue;
    pieces[used++] = {const_cast<void*>(piece.data()), piece.size()};
  }
  msghdr message{};
  message.msg_iov = pieces.data();
  message.msg_iovlen = used;
  ssize_t count = 0;
  do count = ::sendmsg(descriptor, &message, MSG_NOSIGNAL);
  while (count < 0 && errno == EINTR);
  if (count >= 0) return {static_cast<std::size_t>(count), Next::more};
  return errno == EAGAIN ? noted({0, Next::write}) : Moved{0, Next::ended};
}

Task<bool> Guest::until(Next next) {
  if (expired) co_return false;
  if (reached(next)) co_return true;
  awaited_ = next;
  constexpr asio::use_awaitable_t<Executor> resumed{};
  auto held = asio::async_initiate<const asio::use_awaitable_t<Executor>, void(bool)>(Hold{this}, resumed);
  co_return co_await std::move(held);
}

bool Guest::has_bytes() const {
  int count = 0;
  return (tls && tls->has_more()) || (::ioctl(descriptor, FIONREAD, &count) == 0 && count > 0);
}

void Guest::notice(std::uint32_t events) {
  constexpr std::uint32_t gone = EPOLLRDHUP | EPOLLHUP | EPOLLERR;
  if (events & gone) hung_up_ = true;
  if (events & (EPOLLIN | gone)) readable_ = true;
  if (events & (EPOLLOUT | gone)) writable_ = true;
  if (waiting) {
    if (readable_) wake();
  } else if (waiter_ && reached(awaited_)) {
    const auto waiter = std::move(waiter_);
    waiter->resume(true);
  }
}

// Not at once: who says so may stand inside what would go on.
void Guest::go() {
  expired = true;
  if (waiting) return leave();
  if (!waiter_) return;
  asio::post(loop.io(), [waiter = std::move(waiter_)] { waiter->resume(false); });
}

}  // namespace server
