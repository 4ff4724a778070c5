#pragma once

#include "server/http/tls_socket.hpp"

#include <boost/asio/buffer.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

struct ssl_st;
struct ssl_ctx_st;

namespace server {

class TicketKeys;

// What moving bytes came to: how many went, and what must happen before more can.
struct Moved {
  enum class Next : std::uint8_t { more, read, write, ended };  // go on, wait for it, or nobody is there
  std::size_t count = 0;
  Next next = Next::more;
};

// One connection's TLS over its socket's descriptor, which does not block. Nothing of it waits: it says what
// to wait for. Between requests it holds no buffers.
class TlsSession {
 public:
  TlsSession(ssl_ctx_st* context, int descriptor);
  ~TlsSession();
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;

  Moved handshake();                             // `more`: it is done
  Moved read(boost::asio::mutable_buffer room);  // at most one record; `read` beside bytes: those were all
  // Several as one record where they fit. What did not go must be offered again, and first.
  Moved write(std::span<const boost::asio::const_buffer> bytes);
  bool has_more() const;  // bytes that are here and were not read
  void say_goodbye();     // close_notify, once and at once

 private:
  Moved::Next after(int result);

  TlsSocket socket_;
  ssl_st* session_;
  bool short_ = false;   // what is here is no whole record
  bool broken_ = false;  // nothing may be said any more
};

// Certificate, protocols, ciphers and session tickets of the service: TLS 1.2 and 1.3 as Mozilla's
// "intermediate" has them, HTTP/1.1 by ALPN. Immutable; a new one takes its place when the certificate does.
class TlsContext {
 public:
  // PEM files; the key must belong to the certificate and be readable by its owner and group alone. Tickets
  // of a context with the same keys open here too. Throws ConfigError with the file and what is wrong with
  // it, never with what stands in it.
  TlsContext(const std::filesystem::path& certificate, const std::filesystem::path& key,
             std::shared_ptr<TicketKeys> tickets = nullptr);
  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  std::unique_ptr<TlsSession> open(int descriptor) const;
  const std::shared_ptr<TicketKeys>& tickets() const { return tickets_; }

 private:
  std::shared_ptr<TicketKeys> tickets_;
  std::unique_ptr<ssl_ctx_st, void (*)(ssl_ctx_st*)> context_;
};

}  // namespace server
