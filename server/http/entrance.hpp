#pragma once

#include "server/http/connection.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace server {

// Takes connections in for one loop. Several entrances share an address by SO_REUSEPORT and the kernel
// spreads what comes over them. When descriptors run out it makes room, waits, and never spins.
class Entrance {
 public:
  using Endpoint = boost::asio::ip::tcp::endpoint;

  // Binds. Throws boost::system::system_error.
  Entrance(Common& common, Loop& loop, const Endpoint& endpoint);
  ~Entrance();
  Entrance(const Entrance&) = delete;
  Entrance& operator=(const Entrance&) = delete;

  Endpoint endpoint() const { return acceptor_.local_endpoint(); }
  void open();
  void close();  // takes in who has come before; in the loop's thread

 private:
  Task<void> accept();
  Task<void> make_room();
  boost::system::error_code take_in_all();
  bool somebody_waits();
  void take_in(int socket, const boost::asio::ip::address& address);
  bool has_room() const;

  Common& common_;
  Loop& loop_;
  boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor> acceptor_;
  Timer pause_;
  int reserve_;  // a descriptor to give up when there are no others
};

}  // namespace server
