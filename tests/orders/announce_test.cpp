#include "orders/announce.hpp"
#include "sample.hpp"

#include <doctest/doctest.h>

using namespace sample;
using namespace orders;

namespace {

const auto& table = StatusTable::standard();

Context customer_at(Instant when = now) {
  auto context = at(when);
  context.actor = {ActorKind::customer, "lnk_1"};
  return context;
}

// What the command is told as: "quote.sent 1".
std::vector<std::string> told(Order& order, const Command& command, const Context& context = at(now)) {
  const auto after = apply(order, command, context);
  REQUIRE(after);
  std::vector<std::string> all;
  for (const auto& one : announce(order, *after, table))
    all.push_back(std::string(name(one.news)) + " " + one.detail);
  order = *after;
  return all;
}

using Told = std::vector<std::string>;

}  // namespace

TEST_SUITE_BEGIN("orders/announce");

TEST_CASE("a new order is announced once, with the stage it begins in") {
  const auto made = order("repairing", "device_received");
  const auto all = announce(Order{}, made, table);
  REQUIRE(all.size() == 1);
  CHECK(all[0].news == News::order_created);
  CHECK(all[0].detail == "received");
  CHECK(all[0].event == made.events.front().id);
  CHECK(all[0].by == ActorKind::staff);
}

TEST_CASE("a stage is announced once, however many devices moved to it") {
  auto job = order("", "");
  CHECK(told(job, SetStage{Stage::received}) == Told{"order.stage_changed received"});
  CHECK(told(job, SetDeviceStatus{job.devices[0].id, "diagnosing"}).empty());
  CHECK(told(job, SetDeviceStatus{job.devices[1].id, "diagnosing"}) ==
        Told{"order.stage_changed in_progress"});
  CHECK(told(job, SetDeviceStatus{job.devices[1].id, "ready_to_quote"}).empty());
  CHECK(told(job, SetStage{Stage::on_hold}) == Told{"order.stage_changed on_hold"});
  CHECK(told(job, SetStage{Stage::cancelled}) == Told{"order.stage_changed cancelled"});
  CHECK(told(job, SetStage{Stage::in_progress}) == Told{"order.stage_changed in_progress"});
  CHECK(told(job, SetStage{Stage::collected}) == Told{"order.stage_changed collected"});
  CHECK(told(job, AddNote{"Nothing to tell"}).empty());
}

TEST_CASE(
    "quotes are announced by their round, a part of one as approved, and an undone decision not at all") {
  auto job = order("diagnosing");
  auto draft = screen_and_battery();
  draft.lines[1].kind = LineKind::optional;
  draft.send = false;
  CHECK(told(job, MakeQuote{draft}).empty());
  CHECK(told(job, SendQuote{1}) == Told{"quote.sent 1"});
  const auto decide = [&](bool approve) {
    return DecideQuote{.round = job.quotes.back().round,
                       .approve = approve,
                       .sha256 = job.quotes.back().sha256,
                       .method = DecisionMethod::link,
                       .name = "Ann"};
  };
  CHECK(told(job, decide(false), customer_at()) == Told{"quote.declined 1"});
  CHECK(told(job, UndoDecision{1, 10min}, customer_at(now + 1min)).empty());
  CHECK(told(job, decide(true), customer_at()) == Told{"quote.approved 1"});
  CHECK(job.quotes[0].state == QuoteState::partially_approved);
  CHECK(told(job, MakeQuote{screen_and_battery()}) == Told{"quote.sent 2"});
}

TEST_CASE("money, signatures and messages are announced, and what the shop writes is not") {
  auto job = order("diagnosing");
  CHECK(told(job, MakeQuote{screen_and_battery()}).size() == 1);
  const auto pay = [](PaymentKind kind) {
    return RecordPayment{.kind = kind, .amount = {500, gbp}, .method = "cash"};
  };
  CHECK(told(job, pay(PaymentKind::deposit)) == Told{"payment.recorded deposit"});
  CHECK(told(job, pay(PaymentKind::refund)) == Told{"payment.refunded refund"});
  CHECK(told(job, pay(PaymentKind::dispute)) == Told{"payment.refunded dispute"});
  CHECK(told(job, pay(PaymentKind::dispute_won)) == Told{"payment.recorded dispute_won"});
  const std::string hash(64, 'a');
  CHECK(told(job, AddDocument{Purpose::data_handling, "Data", "Be kind", hash}).empty());
  CHECK(told(job, SignDocument{job.documents[0].id, hash, "Ann", {}, "en"}, customer_at()) ==
        Told{"document.signed data_handling"});
  CHECK(told(job, AddMessage{"Ann", "Hello", {}}, customer_at()) == Told{"message.received "});
  CHECK(told(job, AddMessage{"Sam", "Hello", {}}).empty());
}

TEST_CASE("staff are alerted of what customers and providers did, and not of their own doing") {
  CHECK(alerts_staff(News::quote_approved));
  CHECK_FALSE(alerts_staff(News::order_stage_changed));
  Announcement paid{.news = News::payment_recorded, .by = ActorKind::provider};
  CHECK(alerts_staff(paid));
  paid.by = ActorKind::staff;
  CHECK_FALSE(alerts_staff(paid));
  CHECK_FALSE(alerts_staff({.news = News::link_revoked, .by = ActorKind::customer}));
}

TEST_CASE("every piece of news has one name") {
  for (int i = 0; i < news_count; ++i) {
    const auto news = static_cast<News>(i);
    CHECK(parse_news(name(news)) == news);
  }
  CHECK_FALSE(parse_news("order.lost"));
}

TEST_SUITE_END();
