#include "tests/blackbox/acts.hpp"
#include "tests/blackbox/stripe.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <boost/asio.hpp>

#include <atomic>
#include <mutex>
#include <thread>

using namespace harness;

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

// Stripe's API on this machine: opens and ends sessions, one for each idempotency key, one request at a time.
class StripeStandIn {
 public:
  StripeStandIn() : acceptor_{loop_, tcp::endpoint{asio::ip::address_v4::loopback(), 0}} {
    thread_ = std::thread{[this] { serve(); }};
  }
  ~StripeStandIn() {
    closing_ = true;
    wire::Connection{acceptor_.local_endpoint().port()}.finish_sending();
    thread_.join();
  }
  std::string address() const {
    return fmt::format("http://127.0.0.1:{}", acceptor_.local_endpoint().port());
  }
  Environment environment() const {
    return with_stripe({{"CLAIMCHECK_PAYMENTS_STRIPE_API_BASE", address()},
                        {"CLAIMCHECK_PAYMENTS_STRIPE_CHECKOUT_ORIGIN", address()}});
  }
  // The amount of each session opened so far, and the names of those that were ended.
  std::vector<std::string> amounts() const {
    const std::scoped_lock lock{mutex_};
    return amounts_;
  }
  std::vector<std::string> ended() const {
    const std::scoped_lock lock{mutex_};
    return ended_;
  }

 private:
  void serve() {
    while (true) {
      tcp::socket socket{loop_};
      acceptor_.accept(socket);
      if (closing_) return;
      boost::system::error_code ignored;
      std::string bytes;
      asio::read_until(socket, asio::dynamic_buffer(bytes), "\r\n\r\n", ignored);
      const auto head_end = bytes.find("\r\n\r\n") + 4;
      const wire::Answer request{0, bytes.substr(0, head_end), {}};
      const auto length = std::strtoul(request.field("content-length").c_str(), nullptr, 10);
      if (bytes.size() < head_end + length)
        asio::read(socket, asio::dynamic_buffer(bytes),
                   asio::transfer_exactly(head_end + length - bytes.size()), ignored);
      const auto body = answer(bytes.substr(5, bytes.find(' ', 5) - 5), request.field("idempotency-key"),
                               bytes.substr(head_end));
      asio::write(socket,
                  asio::buffer(fmt::format("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                           "Content-Length: {}\r\nConnection: close\r\n\r\n{}",
                                           body.size(), body)),
                  ignored);
    }
  }
  std::string answer(const std::string& path, const std::string& key, const std::string& form) {
    const std::scoped_lock lock{mutex_};
    if (path.ends_with("/expire")) {
      const auto id = path.substr(std::string_view{"/v1/checkout/sessions/"}.size());
      ended_.push_back(id.substr(0, id.find('/')));
      return "{}";
    }
    if (!sessions_.contains(key)) {
      sessions_[key] = fmt::format("cs_{}", sessions_.size());
      const auto at = form.find("unit_amount%5D=") + 15;
      amounts_.push_back(form.substr(at, form.find('&', at) - at));
    }
    const auto in_an_hour = std::chrono::system_clock::now() + std::chrono::hours{1};
    return fmt::format(R"({{"id":"{0}","url":"{1}/pay/{0}","expires_at":{2}}})", sessions_[key], address(),
                       std::chrono::system_clock::to_time_t(in_an_hour));
  }

  asio::io_context loop_;
  tcp::acceptor acceptor_;
  std::thread thread_;
  std::atomic<bool> closing_ = false;
  mutable std::mutex mutex_;
  std::map<std::string, std::string> sessions_ = {};  // by idempotency key
  std::vector<std::string> amounts_ = {}, ended_ = {};
};

void approve_for(const Till& till, int price) {
  const auto made = till.post("orders/P-1/quotes", quote_body(price));
  REQUIRE(made.status == 200);
  const auto decision = fmt::format("orders/P-1/quotes/{}/decision", made.number("/round"));
  REQUIRE(till.post(decision, R"({"decision": "approve", "method": "in_store"})").status == 200);
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/acts_pay");

TEST_CASE("paying leads to one page at the provider, another only when the amount has changed") {
  const StripeStandIn stripe;
  const OpenShop at{stripe.environment()};
  const auto repair = take_in(at.till, "P-1");
  approve_for(at.till, 12'000);
  const auto first = second_step(at.service, repair.link, "/pay").named("Ada Quill");
  const auto second = second_step(at.service, repair.link, "/pay").named("Ada Quill");
  CHECK(stripe.amounts().empty());  // asking opens nothing
  const auto led = submit(at.service, first);
  REQUIRE_MESSAGE(led.status == 303, led.body);
  CHECK(led.field("location") == stripe.address() + "/pay/cs_0");
  CHECK(submit(at.service, first).field("location") == led.field("location"));
  CHECK(submit(at.service, second).field("location") == led.field("location"));
  CHECK(stripe.amounts() == std::vector<std::string>{"12000"});
  CHECK(get(at.service.port(), repair.link + "/paid").body.find("being confirmed") != std::string::npos);

  approve_for(at.till, 15'000);
  CHECK(submit(at.service, first).status == 422);  // it names another amount now
  const auto dearer = second_step(at.service, repair.link, "/pay").named("Ada Quill");
  CHECK(submit(at.service, dearer).field("location") == stripe.address() + "/pay/cs_1");
  CHECK(stripe.amounts().back() == "15000");
  CHECK(stripe.ended() == std::vector<std::string>{"cs_0"});

  const auto event = paid_event("evt_1", "cs_1", "pi_1", {15'000});
  CHECK(wire::ask(at.service.port(), webhook_bytes("wales", event, stripe_signature(event, stripe_secret)))
            .status == 200);
  CHECK(get(at.service.port(), repair.link + "/paid").body.find("Paid in full") != std::string::npos);
  CHECK(submit(at.service, dearer).status == 409);  // nothing is due
}

TEST_CASE("many presses at once, from two devices, open one page to pay on") {
  const StripeStandIn stripe;
  const OpenShop at{stripe.environment()};
  const auto repair = take_in(at.till, "P-1");
  approve_for(at.till, 12'000);
  std::vector<std::string> presses(
      20, post_bytes(second_step(at.service, repair.link, "/pay").named("Ada Quill")));
  presses.resize(40, post_bytes(second_step(at.service, repair.link, "/pay").named("Ada Quill")));
  const auto answers = Crowd{at.service.port(), 40}.ask(presses);
  for (const auto& answer : answers) {
    CHECK(answer.status == 303);
    CHECK(answer.field("location") == answers[0].field("location"));
  }
  CHECK(stripe.amounts().size() <= 2);
}

TEST_CASE("while the provider is away, paying is put off and nothing else") {
  Environment away;
  {
    const StripeStandIn stripe;
    away = stripe.environment();
  }
  const OpenShop at{away};
  const auto repair = take_in(at.till, "P-1");
  approve_for(at.till, 12'000);
  const auto answer = submit(at.service, second_step(at.service, repair.link, "/pay").named("Ada Quill"));
  CHECK(answer.status == 503);
  CHECK(answer.field("retry-after") == "30");
  CHECK(get(at.service.port(), repair.link).status == 200);
}

TEST_SUITE_END();
