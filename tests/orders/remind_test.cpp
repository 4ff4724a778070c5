#include "orders/remind.hpp"
#include "sample.hpp"

#include <doctest/doctest.h>

using namespace sample;
using namespace orders;

namespace {

// The reminder's topic and which one it is: "collection_reminder:1".
std::string due(const Order& order, Instant when, const NotifyPolicy& policy = {}) {
  const auto told = due_reminder(order, policy, when, StatusTable::standard());
  if (!told) return {};
  CHECK(std::string_view(told->key).starts_with(name(told->topic)));
  return told->key.substr(0, told->key.find(":evt_"));
}

}  // namespace

TEST_SUITE_BEGIN("orders/remind");

TEST_CASE("a quote that waits is recalled once before it ends, and never on the day it was sent") {
  auto draft = screen_and_battery();
  draft.valid_until = Date{std::chrono::year{2026} / 3 / 11};
  draft.expires_at = now + days{10};
  auto job = done(order("diagnosing"), MakeQuote{draft});
  CHECK(due(job, now + days{7}).empty());
  const auto first = due(job, now + days{8});
  CHECK(first.starts_with("quote_reminder:1:"));
  CHECK(due(job, now + days{9}) == first);
  CHECK(due(job, now + days{10}).empty());
  CHECK(due(job, now + days{8}, {.quote_reminder_days = 0}).empty());

  SUBCASE("one that was extended ends anew") {
    job = done(job, ExtendQuote{1, std::chrono::year{2026} / 3 / 15, now + days{14}}, now + days{8});
    CHECK(due(job, now + days{9}).empty());
    CHECK(due(job, now + days{12}) != first);
    CHECK_FALSE(due(job, now + days{12}).empty());
  }
  SUBCASE("one that was decided is not") {
    job = done(job, DecideQuote{});
    CHECK(due(job, now + days{8}).empty());
  }
  SUBCASE("a short one is recalled a day after it was sent") {
    draft.expires_at = now + days{2};
    job = done(job, MakeQuote{draft});
    CHECK(due(job, now + 23h).empty());
    CHECK(due(job, now + days{1}).starts_with("quote_reminder:2:"));
  }
}

TEST_CASE("what is ready is recalled three times, and not again after that") {
  const auto job = done(order("repairing"), SetStage{Stage::ready});
  CHECK(due(job, now + days{6}).empty());
  CHECK(due(job, now + days{7}) == "collection_reminder:1");
  CHECK(due(job, now + days{14}) == "collection_reminder:2");
  CHECK(due(job, now + days{27}) == "collection_reminder:3");
  CHECK(due(job, now + days{28}).empty());
  CHECK(due(job, now + days{7}, {.collection_reminder_days = 0}).empty());
  CHECK(due(done(job, SetStage{Stage::collected}), now + days{7}).empty());
}

TEST_CASE("what is completed is recalled while it is not paid") {
  auto job = done(order("diagnosing"), MakeQuote{screen_and_battery()});
  job = done(done(job, DecideQuote{}), SetStage{Stage::collected});
  CHECK(due(job, now + days{7}) == "payment_reminder:1");
  CHECK(due(job, now + days{21}) == "payment_reminder:3");
  const auto balance = payment_summary(job, gbp).balance;
  CHECK(due(done(job, RecordPayment{.amount = {balance, gbp}, .method = "cash"}), now + days{7}).empty());
  auto cancelled = done(done(order("diagnosing"), MakeQuote{screen_and_battery()}), DecideQuote{});
  CHECK(due(done(cancelled, SetStage{Stage::cancelled}), now + days{7}).empty());
}

TEST_SUITE_END();
