#pragma once

#include "server/http/deadlines.hpp"
#include "server/http/tls.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <chrono>
#include <list>
#include <memory>
#include <random>
#include <string>
#include <string_view>

namespace server {

using Clock = std::chrono::steady_clock;
using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
using Timer = boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor>;

// Completes a coroutine with (error_code, …) instead of throwing.
inline constexpr auto as_result = boost::asio::as_tuple(boost::asio::use_awaitable_t<Executor>{});

// A socket under a deadline: when it passes, the loop cancels what the socket waits for and says so here.
struct Guest {
  explicit Guest(Socket s) : socket{std::move(s)} {}

  Socket socket;
  std::unique_ptr<TlsSession> tls = nullptr;  // what is said goes through it, where there is one
  Clock::time_point deadline = Clock::time_point::max();
  bool expired = false;
  int beats_left = 0;  // of a stream, before it must be asked for again
  std::list<Guest*>* among = nullptr;
  std::list<Guest*>::iterator place{};
};

// One event loop, run by one thread: its guests, their deadlines, the time of day. Instead of a timer for
// each operation one sweep looks at all deadlines a few times a second, which is exact enough and costs next
// to nothing. Only the loop's own thread may call it, but for `io`.
class Loop {
 public:
  explicit Loop(const Deadlines& deadlines);

  boost::asio::io_context& io() { return io_; }
  const Deadlines& deadlines() const { return deadlines_; }
  bool stopping() const { return stopping_; }
  std::string_view date() const { return date_; }         // for the Date field, renewed each second
  std::string new_id();                                   // of a request: 16 hex digits
  std::array<char, 4096>& scratch() { return scratch_; }  // for what is read only to be thrown away

  void greet(Guest& guest);
  void part(Guest& guest);
  void set_idle(Guest& guest);                                       // may be shed; ends when its time is up
  void set_busy(Guest& guest, std::chrono::milliseconds time_left);  // from now
  void set_unbound(Guest& guest);  // busy, and not waiting for the other side

  // Listens to a stream: gets a comment now and then, and ends when it does not read, after an hour, or when
  // the service does.
  void set_listening(Guest& guest);
  // Writes to a listener at once or not at all: who does not read is let go and not waited for. False: it
  // ends.
  bool say(Guest& guest, std::string_view text);
  void end(Guest& guest);  // what it waits for is cancelled, and it learns why

  // Ends a listener, or else the idlest that waits for a next request; false when there is none.
  bool shed_idlest();
  void start();  // the sweep
  void
  stop();  // listeners and idle guests end at once, the others with their answer; `io` runs dry with the last
  void cut();  // all end

 private:
  void move(Guest& guest, std::list<Guest*>& to);
  bool deserted() const { return busy_.empty() && idle_.empty() && listening_.empty(); }
  void sweep();
  void rearm();

  boost::asio::io_context io_{1};
  const Deadlines deadlines_;
  Timer timer_{io_};
  std::list<Guest*> busy_;
  std::list<Guest*> idle_;       // the idlest first
  std::list<Guest*> listening_;  // whose next beat comes first
  bool stopping_ = false;
  std::string date_;
  std::time_t date_at_ = 0;
  std::mt19937_64 random_;
  std::array<char, 4096> scratch_{};
};

}  // namespace server
