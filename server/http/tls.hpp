#pragma once

#include <boost/asio/buffer.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

struct ssl_st;
struct ssl_ctx_st;

namespace server {

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

  Moved handshake();  // `more`: it is done
  Moved read(boost::asio::mutable_buffer room);
  Moved write(std::span<const boost::asio::const_buffer> bytes);  // several as one record where they fit
  bool has_more() const;                                          // bytes that are here and were not read
  void say_goodbye();                                             // close_notify, once and at once

 private:
  ssl_st* session_;
};

// Certificate, protocols, ciphers and session tickets of the service. Immutable; a new one takes its place
// when the certificate does.
class TlsContext {
 public:
  // Throws std::runtime_error with the file and what is wrong with it, never with what stands in it.
  TlsContext(const std::filesystem::path& certificate, const std::filesystem::path& key);
  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  std::unique_ptr<TlsSession> open(int descriptor) const;

 private:
  ssl_ctx_st* context_;
};

}  // namespace server
