#include "tests/blackbox/acts.hpp"
#include "tests/blackbox/stripe.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <random>
#include <set>
#include <thread>

using namespace harness;

namespace {

constexpr int orders = 350;

// Which currency an order is in: most in pounds, some in one without decimals and some in one with three.
std::string currency_of(int order) { return order % 10 == 8 ? "jpy" : order % 10 == 9 ? "kwd" : "gbp"; }
std::string number_of(int order) { return fmt::format("{}-{:03}", currency_of(order), order); }

constexpr std::int64_t deposit = 5'000, balance = 7'720, refund = 1'230;

// A line of the ledger: kind, the provider's object, amount.
using Line = std::tuple<std::string, std::string, std::int64_t>;

// All that Stripe has to tell, and what the ledgers must hold in the end.
struct Story {
  std::vector<std::string> events = {};
  std::map<int, std::multiset<Line>> ledgers = {};

  Story() {
    for (int payment = 0; payment < 2 * orders; ++payment) pay(payment);
    for (int n = 0; n < 400; ++n) give_back(n, n / 2);  // two parts of each of 200 payments
    for (int n = 0; n < 250; ++n) dispute(n, 200 + n);
  }

 private:
  static std::string intent(int payment) { return fmt::format("pi_{}", payment); }
  static std::int64_t amount(int payment) { return payment < orders ? deposit : balance; }
  static StripeMoney money(int payment, std::int64_t amount) {
    return {amount, currency_of(payment % orders)};
  }
  std::string next() const { return fmt::format("evt_{}", events.size()); }

  void pay(int payment) {
    const auto* kind = payment < orders ? "deposit" : "balance";
    const auto session = fmt::format("cs_{}_{}", kind, number_of(payment % orders));
    events.push_back(paid_event(next(), session, intent(payment), money(payment, amount(payment))));
    ledgers[payment % orders].emplace(payment < orders ? "deposit" : "final", intent(payment),
                                      amount(payment));
  }
  // Stripe tells of one refund in several events.
  void give_back(int n, int payment) {
    const auto object = fmt::format("re_{}", n);
    for (const auto* type : {"refund.created", "refund.updated"})
      events.push_back(
          event_after(next(), type, object, intent(payment), "succeeded", money(payment, refund)));
    ledgers[payment % orders].emplace("refund", object, refund);
  }
  void dispute(int n, int payment) {
    const auto object = fmt::format("dp_{}", n);
    const auto all = money(payment, amount(payment));
    events.push_back(
        event_after(next(), "charge.dispute.created", object, intent(payment), "needs_response", all));
    events.push_back(event_after(next(), "charge.dispute.closed", object, intent(payment), "won", all));
    ledgers[payment % orders].emplace("dispute", object, amount(payment));
    ledgers[payment % orders].emplace("dispute_won", object, amount(payment));
  }
};

// Stripe's side: repeats each delivery until it is answered 2xx, whatever happens to the service.
class Deliveries {
 public:
  Deliveries(const Story& story, int times) : story_{story} {
    for (std::size_t event = 0; event < story.events.size(); ++event)
      order_.insert(order_.end(), times, event);
    std::shuffle(order_.begin(), order_.end(), std::mt19937{2000});
  }
  void send_all(const std::atomic<unsigned short>& port) {
    std::optional<wire::Connection> connection;
    for (auto i = next_++; i < order_.size(); i = next_++)
      while (!send(connection, order_[i], port.load())) port.wait(0);
  }
  std::size_t size() const { return order_.size(); }
  std::size_t done() const { return done_; }
  int refused() const { return refused_; }

 private:
  bool send(std::optional<wire::Connection>& connection, std::size_t event, unsigned short port) {
    const auto& body = story_.events[event];
    const auto signature = stripe_signature(body, event % 2 ? stripe_secret : stripe_new_secret);
    try {
      if (!connection) connection.emplace(port);
      const auto status = connection->send(webhook_bytes("wales", body, signature)).answer().status;
      if (status == 200) return ++done_, true;
      if (status != 0 && status != 503) ++refused_;
    } catch (const std::runtime_error&) {  // it is down just now
    }
    connection.reset();
    return false;
  }

  const Story& story_;
  std::vector<std::size_t> order_ = {};
  std::atomic<std::size_t> next_ = 0, done_ = 0;
  std::atomic<int> refused_ = 0;
};

std::multiset<Line> ledger(const Told& order) {
  std::multiset<Line> lines;
  for (const auto& line : order.at("/payments").as_array())
    lines.emplace(line.at("kind").as_string().c_str(), line.at("provider_object").as_string().c_str(),
                  line.at_pointer("/amount/amount").as_int64());
  return lines;
}

void take_in_all(const RepairShop& shop) {
  const Service service{shop.folder(), at_once()};
  std::vector<std::string> requests;
  for (int i = 0; i < orders; ++i)
    requests.push_back(api_bytes(shop.api_key(), "POST", "orders", repair_body(number_of(i))));
  for (const auto& answer : Crowd{service.port(), 50}.ask(requests)) REQUIRE(answer.status == 201);
}

// One repair that is to be paid.
struct ToPay {
  ToPay() {
    {
      const Service service{shop.folder()};
      take_in(Till{service, shop.api_key()}, "P-1");
    }
    plant_checkouts(shop, "P-1", "balance", {12'000});
  }
  RepairShop shop{};
};

wire::Answer deliver(const Service& service, std::string_view slug, const std::string& body) {
  return wire::ask(service.port(), webhook_bytes(slug, body, stripe_signature(body, stripe_secret)));
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/webhooks");

TEST_CASE(
    "two thousand events, each told five times in any order through twenty kills, book each penny once") {
  const RepairShop shop;
  take_in_all(shop);
  for (const auto* currency : {"gbp", "jpy", "kwd"}) {
    plant_checkouts(shop, currency, "deposit", {deposit, currency});
    plant_checkouts(shop, currency, "balance", {balance, currency});
  }
  const Story story;
  REQUIRE(story.events.size() == 2'000);
  const auto environment = with_stripe(at_once());
  auto service = std::make_unique<Service>(shop.folder(), environment);
  std::atomic<unsigned short> port = service->port();
  Deliveries deliveries{story, 5};
  std::vector<std::thread> clients;
  for (int i = 0; i < 32; ++i) clients.emplace_back([&] { deliveries.send_all(port); });
  for (std::size_t kill = 1; kill <= 20; ++kill) {
    while (deliveries.done() < kill * deliveries.size() / 21) std::this_thread::yield();
    port = 0;
    service->kill();
    service = std::make_unique<Service>(shop.folder(), environment);
    port = service->port();
    port.notify_all();
  }
  for (auto& client : clients) client.join();
  CHECK(deliveries.done() == 10'000);
  CHECK(deliveries.refused() == 0);

  const Till till{*service, shop.api_key()};
  int wrong = 0;
  for (const auto& [order, expected] : story.ledgers) {
    const auto told = till.get("orders/" + number_of(order));
    std::int64_t paid = 0, back = 0;
    for (const auto& [kind, object, amount] : expected) {
      if (kind == "deposit" || kind == "final") paid += amount;
      if (kind == "refund" || kind == "dispute") back += amount;
      if (kind == "dispute_won") back -= amount;
    }
    const bool exact = ledger(told) == expected && told.number("/totals/paid/amount") == paid &&
                       told.number("/totals/refunded/amount") == back;
    if (!exact) ++wrong;
    CHECK_MESSAGE(exact, told.raw.body);
  }
  CHECK(wrong == 0);
  const auto verified = run(shop.folder(), {"verify", "--signatures"});
  CHECK_MESSAGE(verified.exit_code == 0, verified.out, verified.error);
}

TEST_CASE("an amount, a currency or a shop that is not ours is noted for staff and pays nothing") {
  const ToPay at;
  key_of_another_shop(at.shop);
  const Service service{at.shop.folder(), with_stripe(at_once())};
  const Till till{service, at.shop.api_key()};
  const auto session = "cs_balance_P-1";
  const std::vector<std::pair<std::string, std::string>> wrong{
      {"wales", paid_event("evt_1", session, "pi_1", {11'999})},
      {"wales", paid_event("evt_2", session, "pi_2", {12'000, "eur"})},
      {"wales", paid_event("evt_3", session, "pi_3", {12'000, "zzz"})},
      {"wales", paid_event("evt_4", "cs_unknown", "pi_4", {12'000})},
      {"quay", paid_event("evt_5", session, "pi_5", {12'000})}};
  for (const auto& [slug, body] : wrong) {
    const auto answer = deliver(service, slug, body);
    CHECK_MESSAGE(answer.status == 200, body);
    CHECK_MESSAGE(answer.body == R"({"outcome":"mismatch"})", body, answer.body);
  }
  CHECK(till.get("orders/P-1").at("/payments").as_array().empty());
  CHECK(evidence(till, "P-1", "payment_mismatch").size() == 3);
  CHECK(deliver(service, "nobody", wrong[0].second).status == 404);
  CHECK(deliver(service, "wales", paid_event("evt_6", session, "pi_6", {12'000})).status == 200);
  CHECK(till.get("orders/P-1").number("/totals/paid/amount") == 12'000);
}

TEST_CASE("only what Stripe signed a moment ago, with one of two live secrets, is believed") {
  const ToPay at;
  const Service service{at.shop.folder(), with_stripe(at_once())};
  const Till till{service, at.shop.api_key()};
  const auto body = paid_event("evt_1", "cs_balance_P-1", "pi_1", {12'000});
  const auto deliver_with = [&](const std::string& signature, const std::string& said) {
    return wire::ask(service.port(), webhook_bytes("wales", said, signature)).status;
  };
  const auto good = stripe_signature(body, stripe_secret);
  using std::chrono::seconds;
  auto changed = body;
  changed.replace(changed.find("12000"), 5, "12001");
  CHECK(deliver_with(stripe_signature(body, "whsec_guessed"), body) == 400);
  CHECK(deliver_with(stripe_signature(body, ""), body) == 400);
  CHECK(deliver_with(stripe_signature(body, stripe_secret, seconds{310}), body) == 400);
  CHECK(deliver_with(stripe_signature(body, stripe_secret, seconds{-310}), body) == 400);
  CHECK(deliver_with(good, changed) == 400);
  CHECK(deliver_with("", body) == 400);
  CHECK(deliver_with(good.substr(0, good.size() - 2), body) == 400);
  auto other_scheme = good;
  other_scheme.replace(other_scheme.find("v1"), 2, "v0");
  CHECK(deliver_with(other_scheme, body) == 400);
  CHECK(till.get("orders/P-1").at("/payments").as_array().empty());

  CHECK(deliver_with(stripe_signature(body, stripe_new_secret) + ",v1=" + std::string(64, '0'), body) == 200);
  CHECK(deliver_with(good, body) == 200);
  CHECK(till.get("orders/P-1").number("/totals/paid/amount") == 12'000);
}

TEST_SUITE_END();
