#include "server/http/tls.hpp"

#include <stdexcept>

namespace server {

TlsSession::TlsSession(ssl_ctx_st*, int) : session_{nullptr} {}
TlsSession::~TlsSession() = default;
Moved TlsSession::handshake() { return {0, Moved::Next::ended}; }
Moved TlsSession::read(boost::asio::mutable_buffer) { return {0, Moved::Next::ended}; }
Moved TlsSession::write(std::span<const boost::asio::const_buffer>) { return {0, Moved::Next::ended}; }
bool TlsSession::has_more() const { return session_ != nullptr; }
void TlsSession::say_goodbye() {}

TlsContext::TlsContext(const std::filesystem::path&, const std::filesystem::path&) : context_{nullptr} {
  throw std::runtime_error("TLS is not written yet");
}
TlsContext::~TlsContext() = default;
std::unique_ptr<TlsSession> TlsContext::open(int descriptor) const {
  return std::make_unique<TlsSession>(context_, descriptor);
}

}  // namespace server
