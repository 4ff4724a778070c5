#include "server/http/tls_socket.hpp"

#include <openssl/bio.h>

#include <cerrno>
#include <new>

#include <sys/socket.h>

namespace server {

namespace {

TlsSocket& socket_of(BIO* bio) { return *static_cast<TlsSocket*>(BIO_get_data(bio)); }

bool passes(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

int send_some(BIO* bio, const char* bytes, int count) {
  BIO_clear_retry_flags(bio);
  const auto sent = ::send(socket_of(bio).descriptor, bytes, static_cast<std::size_t>(count), MSG_NOSIGNAL);
  if (sent < 0 && passes(errno)) BIO_set_retry_write(bio);
  return static_cast<int>(sent);
}

int receive_some(BIO* bio, char* room, int count) {
  BIO_clear_retry_flags(bio);
  auto& socket = socket_of(bio);
  const auto received = ::recv(socket.descriptor, room, static_cast<std::size_t>(count), 0);
  socket.dry = received < count;
  if (received < 0 && passes(errno)) BIO_set_retry_read(bio);
  return static_cast<int>(received);
}

long control(BIO*, int command, long, void*) {
  return command == BIO_CTRL_FLUSH || command == BIO_CTRL_PUSH || command == BIO_CTRL_POP ? 1 : 0;
}

const BIO_METHOD* method() {
  static const BIO_METHOD* const made = [] {
    auto* fresh = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
    if (!fresh) throw std::bad_alloc{};
    BIO_meth_set_write(fresh, send_some);
    BIO_meth_set_read(fresh, receive_some);
    BIO_meth_set_ctrl(fresh, control);
    return fresh;
  }();
  return made;
}

}  // namespace

bio_st* make_bio(TlsSocket& socket) {
  auto* bio = BIO_new(method());
  if (!bio) throw std::bad_alloc{};
  BIO_set_data(bio, &socket);
  BIO_set_init(bio, 1);
  return bio;
}

}  // namespace server
