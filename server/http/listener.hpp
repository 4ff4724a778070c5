#pragma once

#include "server/http/connection.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace server {

// Who is served: customers on all loops and within Limits, or, on one loop, the machines that watch over the
// service.
enum class Audience : std::uint8_t { customers, operators };

// "127.0.0.1:8080", "[::1]:8080", "localhost:0". Throws ConfigError.
boost::asio::ip::tcp::endpoint parse_endpoint(std::string_view text);

// A listener with its event loops, one thread each.
class Server {
 public:
  // Binds, and does not listen yet. Port 0 takes a free one. Speaks TLS with what `tls` holds at the moment
  // when somebody connects, or, without it, plain HTTP. Throws ConfigError for an address that is none
  // and std::runtime_error for one that cannot be had.
  Server(Services& services, std::string_view listen, std::span<const Route> routes,
         Audience audience = Audience::customers, Deadlines deadlines = process_deadlines(),
         const Swapped<TlsContext>* tls = nullptr);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::string url() const;  // "http://127.0.0.1:8080", or https:, with the port that was bound
  unsigned short port() const;
  // Answers requests from here on, to the names it was bound to and that of the public URL.
  void start();
  // Takes nobody new in, ends idle connections, lets what is in flight finish within the grace, then cuts it.
  // What the store still writes is waited for: a write is never cancelled.
  void stop();

 private:
  struct Crew;  // the loops, their entrances and threads

  Common common_;
  const Deadlines deadlines_;
  std::unique_ptr<Crew> crew_;
};

}  // namespace server
