#include "store/redis_stream.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <utility>

namespace store {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr asio::use_awaitable_t<asio::io_context::executor_type> awaited;

}  // namespace

RedisStream::RedisStream(asio::io_context& loop)
    : loop_{loop}, socket_{loop.get_executor()}, limit_{loop.get_executor()} {}

Task<void> RedisStream::connect(Endpoint endpoint) {
  co_await socket_.async_connect(endpoint, awaited);
  const auto family = endpoint.protocol().family();
  if (family == AF_INET || family == AF_INET6) socket_.set_option(asio::ip::tcp::no_delay{true});
}

Task<void> RedisStream::encrypt(asio::ssl::context& context, std::string host) {
  tls_.emplace(socket_, context);
  error_code no_number;
  asio::ip::make_address(host, no_number);
  if (no_number) SSL_set_tlsext_host_name(tls_->native_handle(), host.c_str());
  tls_->set_verify_callback(asio::ssl::host_name_verification{host});
  co_await tls_->async_handshake(asio::ssl::stream_base::client, awaited);
}

void RedisStream::send(std::span<const std::string_view> command) {
  append_command(out_, command);
  if (std::exchange(writing_, true)) return;
  asio::post(loop_, [self = shared_from_this()] { self->flush(); });
}

void RedisStream::flush() {
  leaving_.clear();
  leaving_.swap(out_);
  writing_ = !leaving_.empty() && !closed();
  if (!writing_) return;
  auto written = [self = shared_from_this()](error_code fault, std::size_t) {
    fault ? self->close() : self->flush();
  };
  if (tls_)
    asio::async_write(*tls_, asio::buffer(leaving_), std::move(written));
  else
    asio::async_write(socket_, asio::buffer(leaving_), std::move(written));
}

Task<bool> RedisStream::fill() {
  if (closed() || reader_.broken()) co_return false;
  error_code fault;
  std::size_t count = 0;
  if (tls_)
    count = co_await tls_->async_read_some(asio::buffer(room_), asio::redirect_error(awaited, fault));
  else
    count = co_await socket_.async_read_some(asio::buffer(room_), asio::redirect_error(awaited, fault));
  if (fault || closed()) co_return false;
  reader_.feed({room_.data(), count});
  co_return true;
}

Task<std::optional<RedisReply>> RedisStream::answer() {
  while (true) {
    if (auto reply = next()) co_return reply;
    if (!co_await fill()) co_return std::nullopt;
  }
}

bool RedisStream::has_unread() const {
  error_code fault;
  return socket_.available(fault) > 0 && !fault;
}

void RedisStream::close_after(std::chrono::milliseconds time) {
  limit_.expires_after(time);
  limit_.async_wait([weak = weak_from_this()](error_code cancelled) {
    if (cancelled) return;
    const auto self = weak.lock();
    if (!self) return;
    self->timed_out_ = true;
    self->close();
  });
}

void RedisStream::close() {
  error_code ignored;
  limit_.cancel();
  socket_.close(ignored);
}

}  // namespace store
