#pragma once

#include "outbox/http_client.hpp"
#include "outbox/webhook.hpp"
#include "server/http/loop.hpp"
#include "server/http/router.hpp"
#include "server/services.hpp"

namespace server {

// Brings the entries of the feed to the shops' own systems: each at least once, in no promised order. What is
// under way belongs to this process for some seconds and then to whoever asks, so that a crash loses
// nothing. Eight at a time, and of one receiver no more than the store leases at once, which is two: a dead
// one keeps no other waiting.
class Webhooks {
 public:
  Webhooks(boost::asio::io_context& loop, Services& services);
  void start();
  void stop();

 private:
  Task<void> run();
  Task<void> attempt(store::LeasedDelivery leased);
  Task<outbox::WebhookResult> send(const store::LeasedDelivery& leased);
  Task<void> note(const store::LeasedDelivery& leased, const outbox::WebhookResult& result);

  boost::asio::io_context& loop_;
  Services& services_;
  outbox::Workers workers_;  // of its own: mail and payments do not wait behind a receiver
  outbox::HttpClient http_{workers_};
  Timer timer_;
  int running_ = 0;
  bool stopping_ = false;
};

}  // namespace server
