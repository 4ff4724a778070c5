#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

// A bare TCP connection to a service on this machine, for requests that no well-behaved client would send.
namespace wire {

struct Answer {
  int status = 0;  // 0: there was none
  std::string head = {};
  std::string body = {};

  // The value of the first field of that name, which is given in lower case; empty when there is none.
  std::string field(std::string_view name) const {
    std::string lower = head;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    const auto at = lower.find("\r\n" + std::string{name} + ": ");
    if (at == lower.npos) return {};
    const auto from = at + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
  }
};

// What comes in, as answers or as text. `Line` has `bool read_more()`, which waits for more of it behind
// `seen_`; false: there is none.
template <class Line>
class Incoming {
 public:
  // The next answer. That to a HEAD has no body whatever its length says.
  Answer answer(bool to_head = false) {
    Answer result;
    auto end = seen_.find("\r\n\r\n");
    while (end == seen_.npos) {
      if (!more()) return result;
      end = seen_.find("\r\n\r\n");
    }
    result.head = take(end + 4);
    result.status = std::atoi(result.head.substr(9, 3).c_str());
    if (to_head || result.status < 200) return result;
    const auto length = std::strtoul(result.field("content-length").c_str(), nullptr, 10);
    while (seen_.size() < length)
      if (!more()) break;
    result.body = take(std::min<std::size_t>(length, seen_.size()));
    return result;
  }

  // All that comes up to and with this text; without it when the other side closes before.
  std::string until(std::string_view text) {
    auto at = seen_.find(text);
    while (at == seen_.npos && more()) at = seen_.find(text);
    return take(at == seen_.npos ? seen_.size() : at + text.size());
  }

 protected:
  std::string take(std::size_t count) {
    auto taken = seen_.substr(0, count);
    seen_.erase(0, count);
    return taken;
  }

  std::string seen_ = {};  // read and not yet taken

 private:
  bool more() { return static_cast<Line*>(this)->read_more(); }
};

class Connection : public Incoming<Connection> {
 public:
  explicit Connection(unsigned short port, const char* source = nullptr)
      : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    if (socket_ < 0) throw std::runtime_error("no socket");
    const timeval patience{20, 0};  // against hanging, not a measure
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (source) {
      const auto from = address(source, 0);
      if (::bind(socket_, reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0) fail("bind");
    }
    const auto to = address("127.0.0.1", port);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) fail("connect");
  }
  ~Connection() { close(); }
  Connection(Connection&& other) noexcept
      : Incoming{std::move(other)}, socket_{std::exchange(other.socket_, -1)} {}
  Connection& operator=(Connection&&) = delete;

  // What cannot be sent because the other side has closed is let go: the answer says why.
  Connection& send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) break;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return *this;
  }
  Connection& finish_sending() {
    ::shutdown(socket_, SHUT_WR);
    return *this;
  }
  void close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }

  // Whether nothing more comes: the other side has closed. Waits for either.
  bool closed() { return seen_.empty() && !read_more(); }
  // Whether bytes have come, or the other side has closed, by then. Does not take them.
  bool readable(std::chrono::milliseconds within) {
    pollfd socket{socket_, POLLIN, 0};
    return !seen_.empty() || ::poll(&socket, 1, static_cast<int>(within.count())) > 0;
  }

 private:
  friend Incoming;
  static sockaddr_in address(const char* text, unsigned short port) {
    sockaddr_in result{};
    result.sin_family = AF_INET;
    result.sin_port = htons(port);
    ::inet_pton(AF_INET, text, &result.sin_addr);
    return result;
  }
  [[noreturn]] void fail(const char* what) {
    close();
    throw std::runtime_error(what);
  }
  bool read_more() {
    char bytes[16 * 1024];
    const auto count = ::recv(socket_, bytes, sizeof bytes, 0);
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) throw std::runtime_error("no answer in time");
    if (count <= 0) return false;
    seen_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }

  int socket_;
};

// One request on a connection of its own.
inline Answer ask(unsigned short port, std::string_view request) {
  return Connection{port}.send(request).answer(request.starts_with("HEAD "));
}

// GET with all that a polite client sends.
inline Answer get(unsigned short port, std::string_view target, std::string_view more_fields = "") {
  std::string request{"GET "};
  request.append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n").append(more_fields);
  return ask(port, request.append("\r\n"));
}

}  // namespace wire
