#pragma once

#include "outbox/workers.hpp"
#include "server/http/router.hpp"
#include "server/services.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace server {

// Takes what waits to be told to customers, puts it into words and sends it: mail by SMTP or into a folder,
// text messages into a folder. Nothing is lost by a crash, since a notice stays queued until it was sent; one
// that was sent in the moment of a crash goes out again under the same message id.
class Courier {
 public:
  Courier(boost::asio::io_context& loop, Services& services, outbox::Workers& workers);
  void start();
  void stop();

 private:
  Task<void> run();
  Task<void> deliver(store::Notice notice);

  boost::asio::io_context& loop_;
  Services& services_;
  outbox::Workers& workers_;
  boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                    boost::asio::wait_traits<std::chrono::steady_clock>,
                                    boost::asio::io_context::executor_type>
      timer_;
  bool stopping_ = false;
};

}  // namespace server
