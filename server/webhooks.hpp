#pragma once

#include "outbox/http_client.hpp"
#include "outbox/webhook.hpp"
#include "server/http/loop.hpp"
#include "server/http/router.hpp"
#include "server/services.hpp"

#include <deque>
#include <map>

namespace server {

// Brings the entries of the feed to the shops' own systems: each at least once, in no promised order. What is
// under way belongs to this process for half a minute and then to whoever asks, so that a crash loses
// nothing. A receiver has at most two calls at a time, one that gave no answer has one, and all such ones
// together have half of the eight there are: nobody waits for somebody else's dead system.
class Webhooks {
 public:
  Webhooks(boost::asio::io_context& loop, Services& services);
  void start();
  void stop();

 private:
  struct Waiting {
    store::LeasedDelivery leased{};
    orders::Instant start_by{};  // later it might be somebody else's
  };
  struct Receiver {
    std::deque<Waiting> waiting = {};
    int running = 0;
    bool troubled = false;  // gave no answer when it was last called
  };

  Task<void> run();
  void admit(store::LeasedDelivery leased, orders::Instant start_by);
  void start_waiting();
  bool may_start(const Receiver& receiver) const;
  Task<void> attempt(store::LeasedDelivery leased, bool was_troubled);
  Task<outbox::WebhookResult> send(const store::LeasedDelivery& leased);
  Task<void> note(const store::LeasedDelivery& leased, const outbox::WebhookResult& result);

  boost::asio::io_context& loop_;
  Services& services_;
  outbox::Workers workers_;  // of its own: mail and payments do not wait behind a receiver
  outbox::HttpClient http_{workers_};
  Timer timer_;
  std::map<orders::WebhookId, Receiver> receivers_;
  std::size_t waiting_ = 0;
  int running_ = 0, troubled_running_ = 0;
  orders::WebhookId last_started_{};
  bool stopping_ = false;
};

}  // namespace server
