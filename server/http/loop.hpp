#pragma once

#include "orders/time.hpp"
#include "server/http/deadlines.hpp"
#include "server/http/guest.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <chrono>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace server {

struct RequestLine;
struct Sheet;

using Executor = boost::asio::io_context::executor_type;
using Timer = boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor>;

// Completes a coroutine with (error_code, …) instead of throwing.
inline constexpr auto as_result = boost::asio::as_tuple(boost::asio::use_awaitable_t<Executor>{});

// One event loop, run by one thread: its guests, their deadlines, the time of day. All guests' sockets stand
// in one epoll set of the loop's own, entered once for good: a turn asks it what has come and serves all of
// that, so that a request that can be answered at once costs a read and a write. Instead of a timer for each
// operation one sweep looks at all deadlines a few times a second, which is exact enough and costs next to
// nothing. Only the loop's own thread may call it, but for `io`.
class Loop {
 public:
  explicit Loop(const Deadlines& deadlines);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  boost::asio::io_context& io() { return io_; }
  const Deadlines& deadlines() const { return deadlines_; }
  bool stopping() const { return stopping_; }
  std::string_view date() const { return date_; }         // for the Date field, renewed each second
  void new_id(std::string& id);                           // of a request: 16 hex digits
  std::array<char, 4096>& scratch() { return scratch_; }  // for what is read only to be thrown away

  // The time of this turn, as exact as what is served within one needs; `renew` reads the clock.
  Clock::time_point time() const { return time_; }
  orders::Instant wall_time() const { return wall_time_; }
  Clock::time_point renew() { return time_ = Clock::now(); }

  // What a request is read into; who is done with one gives it back.
  std::unique_ptr<Sheet> take_sheet();
  void give_back(std::unique_ptr<Sheet> sheet);

  void greet(Guest& guest);  // before anything else is awaited of it; false by exception: no room in the set
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
  void end(Guest& guest) { guest.go(); }  // what it waits for is cancelled, and it learns why
  void log(const RequestLine& line);      // written with others of the same moment

  // Ends a listener, or else the idlest that waits for a next request; false when there is none.
  bool shed_idlest();
  void start();  // the sweep, and the turns
  void
  stop();  // listeners and idle guests end at once, the others with their answer; `io` runs dry with the last
  void cut();  // all end

 private:
  void move(Guest& guest, Guests& to);
  bool deserted() const { return busy_.empty() && idle_.empty() && listening_.empty(); }
  void await_guests();
  void turn();
  void sweep();
  void rearm();
  void rest();  // nothing is left to wait for

  boost::asio::io_context io_{1};
  const Deadlines deadlines_;
  Timer timer_{io_};
  Timer log_timer_{io_};
  boost::asio::posix::basic_stream_descriptor<Executor> crowd_;  // the epoll set
  Guests busy_;
  Guests idle_;       // the idlest first
  Guests listening_;  // whose next beat comes first
  bool stopping_ = false;
  std::string date_;
  std::time_t date_at_ = 0;
  Clock::time_point time_{};
  orders::Instant wall_time_{};
  std::mt19937_64 random_;
  std::array<char, 4096> scratch_{};
  std::vector<std::unique_ptr<Sheet>> sheets_;  // that lie ready
};

}  // namespace server
