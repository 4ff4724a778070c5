#pragma once

#include "server/http/tls.hpp"
#include "store/task.hpp"

#include <boost/intrusive/list.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>

namespace server {

using Clock = std::chrono::steady_clock;
template <class T>
using Task = store::Task<T>;

class Loop;

// The other side of a connection, under a deadline: a socket, perhaps with TLS over it. Reading and writing
// never wait; its loop tells it when more can be had. While nothing is awaited it costs no more than its own
// bytes.
struct Guest : boost::intrusive::list_base_hook<> {
  Guest(Loop& on, int socket) : loop{on}, descriptor{socket} {}
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;
  virtual ~Guest();  // closes the socket

  Moved shake_hands();  // of TLS
  Moved read(boost::asio::mutable_buffer room);
  Moved write(std::span<const boost::asio::const_buffer> bytes);
  // Returns when that can be had; false: the loop wants it to end.
  Task<bool> until(Moved::Next next);
  // That the system said so since reading or writing last came to nothing.
  bool may_read() const { return readable_; }
  bool has_bytes() const;  // that were not read, here or in the system

  // What the loop says: these came from the system, and: go, and say no more.
  void notice(std::uint32_t events);
  void go();

  Loop& loop;
  const int descriptor;
  std::unique_ptr<TlsSession> tls = {};
  Clock::time_point deadline = Clock::time_point::max();
  bool expired = false;
  bool waiting = false;  // for the next request: nothing else holds it
  int beats_left = 0;    // of a stream, before it must be asked for again
  boost::intrusive::list<Guest>* among = nullptr;

 protected:
  virtual void wake() = 0;   // while waiting: something can be read
  virtual void leave() = 0;  // while waiting: is to be destroyed

 private:
  struct Waiter {
    virtual ~Waiter() = default;
    virtual void resume(bool reached) = 0;
  };
  template <class Handler>
  struct Held;
  struct Hold;

  Moved noted(Moved moved);
  bool reached(Moved::Next next) const { return next == Moved::Next::read ? readable_ : writable_; }

  bool readable_ = false, writable_ = true, hung_up_ = false;
  Moved::Next awaited_ = Moved::Next::more;
  std::unique_ptr<Waiter> waiter_;
};
using Guests = boost::intrusive::list<Guest>;

}  // namespace server
