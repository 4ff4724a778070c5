#pragma once

#include "tests/blackbox/certificate.hpp"
#include "tests/blackbox/wire.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

// A client that speaks TLS with a service on this machine, as old or as picky as a test needs it.
namespace tls {

using Context = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;
using Ticket = std::shared_ptr<SSL_SESSION>;

struct Manner {
  int least = TLS1_2_VERSION, most = TLS1_3_VERSION;
  const char* ciphers = nullptr;            // of TLS 1.2 and before
  std::string_view protocols = "http/1.1";  // offered by ALPN; empty: none
  Ticket ticket = nullptr;                  // of a former visit
};

class Client : public wire::Incoming<Client> {
 public:
  explicit Client(unsigned short port, const Manner& manner = {}) : Client{connect_to(port), manner} {}
  // Over a socket that is connected, which becomes its own.
  Client(int socket, const Manner& manner) : socket_{socket}, context_{SSL_CTX_new(TLS_client_method())} {
    SSL_CTX_set_security_level(context_.get(), 0);  // the service is to refuse, not the client
    SSL_CTX_set_min_proto_version(context_.get(), manner.least);
    SSL_CTX_set_max_proto_version(context_.get(), manner.most);
    if (manner.ciphers) SSL_CTX_set_cipher_list(context_.get(), manner.ciphers);
    SSL_CTX_set_session_cache_mode(context_.get(), SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context_.get(), [](SSL* session, SSL_SESSION* ticket) {
      static_cast<Client*>(SSL_get_app_data(session))->ticket_ = Ticket{ticket, SSL_SESSION_free};
      return 1;
    });
    session_.reset(SSL_new(context_.get()));
    SSL_set_app_data(session_.get(), this);
    SSL_set_fd(session_.get(), socket_);
    if (!manner.protocols.empty()) {
      const auto offer = static_cast<char>(manner.protocols.size()) + std::string{manner.protocols};
      SSL_set_alpn_protos(session_.get(), reinterpret_cast<const unsigned char*>(offer.data()),
                          static_cast<unsigned>(offer.size()));
    }
    if (manner.ticket) SSL_set_session(session_.get(), manner.ticket.get());
    connected_ = SSL_connect(session_.get()) == 1;
    if (!connected_) ERR_clear_error();
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }
  bool resumed() const { return SSL_session_reused(session_.get()) == 1; }
  const Ticket& ticket() const { return ticket_; }  // in TLS 1.3 there is none before the first answer
  std::string version() const { return SSL_get_version(session_.get()); }
  std::string cipher() const { return SSL_get_cipher_name(session_.get()); }
  std::string protocol() const {
    const unsigned char* chosen = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(session_.get(), &chosen, &length);
    return {reinterpret_cast<const char*>(chosen), length};
  }
  // Whom the service says it is.
  std::string name() const {
    const Paper paper{SSL_get1_peer_certificate(session_.get())};
    char name[256] = "";
    if (paper)
      X509_NAME_get_text_by_NID(X509_get_subject_name(paper.get()), NID_commonName, name, sizeof name);
    return name;
  }
  bool renegotiated() {
    return SSL_renegotiate(session_.get()) == 1 && SSL_do_handshake(session_.get()) == 1;
  }

  Client& send(std::string_view bytes) {
    std::size_t sent = 0;
    if (!bytes.empty()) SSL_write_ex(session_.get(), bytes.data(), bytes.size(), &sent);
    return *this;
  }
  // What one record held; empty at the end.
  std::string record() {
    std::string bytes(16 * 1024, '\0');
    std::size_t count = 0;
    if (SSL_read_ex(session_.get(), bytes.data(), bytes.size(), &count) != 1) count = 0;
    bytes.resize(count);
    return bytes;
  }
  // Whether nothing more comes, and the other side said so and did not just leave.
  bool taken_leave_of() {
    return seen_.empty() && !read_more() && SSL_get_shutdown(session_.get()) == SSL_RECEIVED_SHUTDOWN;
  }

 private:
  friend Incoming;
  static int connect_to(unsigned short port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{20, 0};  // against hanging, not a measure
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
      ::close(socket);
      throw std::runtime_error("connect");
    }
    return socket;
  }
  bool read_more() {
    const auto bytes = record();
    seen_ += bytes;
    return !bytes.empty();
  }

  int socket_;
  Context context_;
  std::unique_ptr<SSL, Freed<SSL_free>> session_;
  bool connected_ = false;
  Ticket ticket_;
};

// GET with all that a polite client sends.
inline std::string get(std::string_view target, std::string_view more_fields = "") {
  std::string request{"GET "};
  return request.append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n").append(more_fields).append("\r\n");
}

}  // namespace tls
