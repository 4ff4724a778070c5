#include "orders/timeline.hpp"
#include "sample.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace sample;
using namespace orders;

namespace {

const auto& table = StatusTable::standard();
const auto created_at = now - days{1};

// d done, c current, u upcoming, in the order of the steps.
std::string states(const Timeline& timeline) {
  std::string text;
  for (const auto& step : timeline) text += name(step.state).front();
  return text;
}

Order moved(Order order, std::initializer_list<const char*> statuses, std::size_t device = 0) {
  for (const auto status : statuses)
    order = done(order, SetDeviceStatus{order.devices[device].id, status}, order.updated_at + 1h);
  return order;
}

}  // namespace

TEST_SUITE("orders/timeline") {
  TEST_CASE("a new order stands on its first step") {
    const auto drawn = timeline(sample::order(""), table);
    CHECK(states(drawn) == "cuuuu");
    CHECK(drawn[0].at == created_at);
    CHECK(drawn[1].at == std::nullopt);
  }

  TEST_CASE("a repair ticks one step after the other, with its time") {
    auto order = moved(sample::order(""), {"device_received", "diagnosing", "ready_to_quote"});
    auto drawn = timeline(order, table);
    CHECK(states(drawn) == "ddcuu");
    CHECK(drawn[1].at == now + 1h);
    CHECK(drawn[2].at == now + 2h);
    order = done(order, SetStage{Stage::collected}, now + 9h);
    drawn = timeline(order, table);
    CHECK(states(drawn) == "ddddd");
    CHECK(drawn[3].at == std::nullopt);  // skipped
    CHECK(drawn[4].at == now + 9h);
    CHECK(timeline(order, order.devices[0], table) == drawn);
  }

  TEST_CASE("a loop never un-ticks a step, and the first time stays") {
    auto order = done(sample::order("device_received"), SetStage{Stage::ready}, now + 1h);
    order = done(order, SetStage{Stage::in_progress}, now + 2h);
    auto drawn = timeline(order, table);
    CHECK(states(drawn) == "ddcdu");
    CHECK(drawn[3].at == now + 1h);
    order = done(order, SetStage{Stage::ready}, now + 3h);
    CHECK(timeline(order, table)[3].at == now + 1h);
  }

  TEST_CASE("an order that is reopened is no longer collected") {
    auto order = done(sample::order("repaired_ready"), SetStage{Stage::collected}, now + 1h);
    order = done(order, SetStage{Stage::in_progress}, now + 2h);
    CHECK(states(timeline(order, table)) == "ddcdu");
    CHECK(timeline(order, table)[4].at == std::nullopt);
  }

  TEST_CASE("the order waits for its slowest device") {
    auto order = moved(sample::order("", ""), {"device_received", "diagnosing"}, 0);
    CHECK(states(timeline(order, table)) == "cuuuu");
    CHECK(states(timeline(order, order.devices[0], table)) == "ddcuu");
    CHECK(states(timeline(order, order.devices[1], table)) == "cuuuu");
    order = moved(order, {"device_received"}, 1);
    const auto drawn = timeline(order, table);
    CHECK(states(drawn) == "dcuuu");
    CHECK(drawn[1].at == order.updated_at);
  }

  TEST_CASE("devices that move together reach no step in between") {
    auto order = moved(sample::order("device_received", "device_received"), {"diagnosing"}, 1);
    order = done(order, SetStage{Stage::ready}, now + 9h);
    const auto drawn = timeline(order, table);
    CHECK(states(drawn) == "dddcu");
    CHECK(drawn[2].at == std::nullopt);
    CHECK(drawn[3].at == now + 9h);
  }

  TEST_CASE("what is internal is not drawn") {
    const StatusTable shops{{{"awaiting_device", Step::created, "", {"device_received"}},
                             {"device_received", Step::received, "", {"triage"}},
                             {"triage", Step::in_progress, "", {"repairing"}, true},
                             {"repairing", Step::in_progress, "", {"collected"}},
                             {"collected", Step::collected, "", {}}}};
    auto context = Context{.now = now, .new_id = at(now).new_id, .statuses = shops};
    auto order = *create({.devices = {device("device_received")}}, {}, context);
    order = *apply(order, SetDeviceStatus{order.devices[0].id, "triage"}, context);
    CHECK(order.devices[0].status == "triage");
    CHECK(order.devices[0].public_status == "device_received");
    CHECK(states(timeline(order, shops)) == "dcuuu");
    context.now += 1h;
    order = *apply(order, SetDeviceStatus{order.devices[0].id, "repairing"}, context);
    CHECK(timeline(order, shops)[2].at == now + 1h);
  }

  TEST_CASE("every timeline reads done, then current, then upcoming, but for loops") {
    std::mt19937 random{7};
    for (int round = 0; round < 300; ++round) {
      auto order = sample::order("", "device_received");
      for (int i = 0; i < 8; ++i) {
        const auto stage = static_cast<Stage>(random() % 5);
        order = done(order, SetStage{stage}, order.updated_at + 1h);
        const auto drawn = timeline(order, table);
        const auto stands = static_cast<std::size_t>(step(order, table));
        for (std::size_t s = 0; s < drawn.size(); ++s) {
          REQUIRE(drawn[s].step == all_steps[s]);
          if (s < stands) REQUIRE(drawn[s].state == StepState::done);
          if (s == stands) REQUIRE(drawn[s].state == (s == 4 ? StepState::done : StepState::current));
          if (s > stands) REQUIRE(drawn[s].state != StepState::current);
          if (drawn[s].state == StepState::upcoming) REQUIRE_FALSE(drawn[s].at);
          if (s == stands) REQUIRE(drawn[s].at);
        }
      }
    }
  }

  TEST_CASE("step states have names") {
    CHECK(name(StepState::done) == "done");
    CHECK(name(StepState::upcoming) == "upcoming");
  }
}
