#pragma once

#include <array>
#include <chrono>
#include <deque>
#include <mutex>
#include <optional>
#include <span>

struct ssl_ctx_st;

namespace server {

// The keys that seal TLS session tickets (RFC 5077, RFC 8446 section 4.6.1), by which a browser that comes
// back skips half of the handshake and the service remembers nothing. They are drawn here, never leave the
// process, and change: whoever steals one later reads little. Used from every loop.
class TicketKeys {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Name = std::array<unsigned char, 16>;
  struct Key {
    Name name{};                           // goes with the ticket, in the clear
    std::array<unsigned char, 32> seal{};  // AES-256-CBC
    std::array<unsigned char, 32> sign{};  // HMAC-SHA-256
    Time drawn{};
  };
  static constexpr std::chrono::hours turn{12};  // a new one seals after so long
  static constexpr std::size_t most = 3;         // the newest, and those before it that still open

  Key newest(Time now);
  std::optional<Key> find(std::span<const unsigned char, 16> name, Time now);

  // Makes a context seal and open its tickets with these keys, which must outlive its sessions.
  void serve(ssl_ctx_st* context);

 private:
  void renew(Time now);

  std::mutex mutex_;
  std::deque<Key> keys_;  // the newest first
};

}  // namespace server
