#pragma once

#include "server/messages/dispatch.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <vector>

namespace server {

// Takes what waits to be told to customers and staff, puts it into words and sends it. Nothing is lost by a
// crash, since a notice stays queued until it was sent; one whose answer was lost in a crash goes out again,
// a mail under the same message id.
//
// Several go out at a time, with room left for every route, so that a mail server that hangs holds up no SMS;
// the store hands them out shop by shop. Those of one order go one after the other.
class Courier {
 public:
  Courier(boost::asio::io_context& loop, Services& services);
  void start();
  // Takes nothing more; calls back when the last one on its way was sent, or after `patience`.
  void finish(std::chrono::milliseconds patience, std::function<void()> done);

 private:
  struct Waiting {
    store::Notice notice{};
    std::chrono::steady_clock::time_point since{};
  };
  using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                  boost::asio::wait_traits<std::chrono::steady_clock>,
                                                  boost::asio::io_context::executor_type>;

  Task<void> run();
  Task<bool> fetch();     // whether there may be more
  Task<void> put_back();  // what cannot begin makes room for what can
  void begin();           // whatever may
  bool may_begin(const store::Notice& notice) const;
  Task<void> return_waiting();
  void end_if_idle();
  Task<void> deliver(store::Notice notice);
  Task<void> tell(const store::Notice& notice);
  Task<void> note(const store::Notice& notice, const std::string& to, const outbox::Sent& sent);

  boost::asio::io_context& loop_;
  Services& services_;
  outbox::Workers workers_;
  Dispatch dispatch_;
  Timer timer_, patience_;
  std::vector<Waiting> waiting_;  // leased, not begun
  std::vector<store::Notice> under_way_;
  bool stopping_ = false, returned_ = false;
};

}  // namespace server
