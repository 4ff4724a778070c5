#include "sample.hpp"

#include <doctest/doctest.h>

using namespace sample;
using namespace orders;

namespace {

const auto& table = StatusTable::standard();

Refusal refused(const Order& order, const Command& command) {
  const auto after = apply(order, command, at(now));
  REQUIRE_FALSE(after);
  return after.error();
}

bool tells(const Order& order, EventKind kind) {
  for (const auto& event : order.events)
    if (event.kind == kind) return true;
  return false;
}

}  // namespace

TEST_SUITE("orders/command_status") {
  TEST_CASE("a stage moves each device to its canonical status") {
    for (const auto step : all_steps) {
      const auto before = sample::order(step == Step::created ? "device_received" : "", "diagnosing");
      const auto after = done(before, SetStage{stage_of(step), "Said on the phone", true});
      CHECK(stage(after, table) == stage_of(step));
      CHECK(after.devices[0].status == StatusTable::canonical(step));
      CHECK(after.devices[0].public_status == after.devices[0].status);
      CHECK(after.devices[0].status_at == now);
      CHECK(after.version == before.version + 1);
      const auto& event = after.events[before.events.size()];
      CHECK(event.kind == EventKind::stage_set);
      CHECK(event.status == name(step));
      CHECK(event.note == "Said on the phone");
      CHECK(event.visible);
      CHECK(event.actor.id == "stf_ann");
    }
  }

  TEST_CASE("a device that stands on the step already keeps its own word") {
    const auto after = done(sample::order("rejection_ready", "repairing"), SetStage{Stage::ready});
    CHECK(after.devices[0].status == "rejection_ready");
    CHECK(after.devices[1].status == "repaired_ready");
  }

  TEST_CASE("a stage set to what it is changes nothing") {
    const auto order = sample::order("diagnosing");
    CHECK(done(order, SetStage{Stage::in_progress}) == order);
    const auto noted = done(order, SetStage{Stage::in_progress, "Still looking", true});
    CHECK(noted.version == order.version + 1);
    CHECK(noted.devices == order.devices);
    CHECK(noted.events.back().kind == EventKind::note);
  }

  TEST_CASE("the last device collected completes the order in that instant") {
    auto order = sample::order("repaired_ready", "repaired_ready");
    order = done(order, SetDeviceStatus{order.devices[0].id, "despatched"});
    CHECK_FALSE(order.ended_at);
    CHECK(stage(order, table) == Stage::ready);
    order = done(order, SetDeviceStatus{order.devices[1].id, "collected"}, now + 1h);
    CHECK(order.ended_at == now + 1h);
    CHECK(order.events.back().kind == EventKind::order_completed);
    CHECK(stage(order, table) == Stage::collected);
  }

  TEST_CASE("an open stage reopens what had ended") {
    const auto completed = done(sample::order("repaired_ready"), SetStage{Stage::collected});
    const auto reopened = done(completed, SetStage{Stage::in_progress}, now + 1h);
    CHECK_FALSE(reopened.ended_at);
    CHECK(reopened.events.back().kind == EventKind::order_reopened);
    CHECK(reopened.devices[0].status == "repairing");

    const auto cancelled = done(sample::order("diagnosing"), SetStage{Stage::cancelled});
    CHECK(cancelled.ended_at == now);
    CHECK(stage(cancelled, table) == Stage::cancelled);
    CHECK(cancelled.devices[0].status == "diagnosing");
    CHECK_FALSE(tells(cancelled, EventKind::order_completed));
    const auto back = done(cancelled, SetStage{Stage::in_progress});
    CHECK_FALSE(back.cancelled);
    CHECK_FALSE(back.ended_at);
    CHECK(back.devices[0].status == "diagnosing");
    CHECK(tells(back, EventKind::order_reopened));
  }

  TEST_CASE("a cancelled order may still be handed back") {
    auto order = done(sample::order("rejection_ready"), SetStage{Stage::cancelled});
    const auto ended_at = order.ended_at;
    order = done(order, SetDeviceStatus{order.devices[0].id, "collected"}, now + 1h);
    CHECK(stage(order, table) == Stage::cancelled);
    CHECK(order.ended_at == ended_at);
    order = done(order, SetStage{Stage::collected}, now + 2h);
    CHECK(stage(order, table) == Stage::collected);
    CHECK(order.ended_at == ended_at);
  }

  TEST_CASE("a hold is set and ended by stages") {
    auto order = done(sample::order("diagnosing"), SetStage{Stage::on_hold});
    CHECK(stage(order, table) == Stage::on_hold);
    CHECK(order.devices[0].status == "diagnosing");
    CHECK(done(order, SetStage{Stage::on_hold}) == order);
    CHECK(stage(done(order, SetStage{Stage::in_progress}), table) == Stage::in_progress);
    CHECK(stage(done(order, SetStage{Stage::cancelled}), table) == Stage::cancelled);
    order = done(order, SetDeviceStatus{order.devices[0].id, "ready_to_quote"});
    CHECK(stage(order, table) == Stage::on_hold);
    order = done(order, SetStage{Stage::collected});
    CHECK_FALSE(order.on_hold);
  }

  TEST_CASE("an ended order takes neither hold nor another end") {
    const auto completed = sample::order("collected");
    CHECK(refused(completed, SetStage{Stage::on_hold}).reason == Reason::conflict);
    CHECK(refused(completed, SetStage{Stage::cancelled}).reason == Reason::conflict);
    CHECK(refused(done(sample::order(""), SetStage{Stage::cancelled}), SetStage{Stage::on_hold}).reason ==
          Reason::conflict);
  }

  TEST_CASE("a device moves only where the table leads") {
    const auto order = sample::order("diagnosing");
    const auto id = order.devices[0].id;
    const auto moved = done(order, SetDeviceStatus{id, "ready_to_quote", "Two faults", true});
    CHECK(moved.devices[0].status == "ready_to_quote");
    CHECK(moved.events.back().device == id);
    CHECK(moved.events.back().note == "Two faults");
    CHECK(moved.events.back().visible);
    CHECK(done(order, SetDeviceStatus{id, "diagnosing"}) == order);
    CHECK(done(order, SetDeviceStatus{id, "diagnosing", "Hm"}).events.back().device == id);
    CHECK(refused(order, SetDeviceStatus{id, "repairing"}).reason == Reason::conflict);
    CHECK(refused(order, SetDeviceStatus{id, "broken"}).field == "status");
    CHECK(refused(order, SetDeviceStatus{{}, "ready_to_quote"}).reason == Reason::not_found);
  }

  TEST_CASE("a device status reopens nothing") {
    const StatusTable shops{{{"awaiting_device", Step::created, "", {"gone"}},
                             {"gone", Step::collected, "", {"back", "kept"}},
                             {"kept", Step::collected, "", {}},
                             {"back", Step::received, "", {"gone"}}}};
    const Context context{.now = now, .new_id = at(now).new_id, .statuses = shops};
    const auto order = *create({.devices = {device("gone")}}, {}, context);
    REQUIRE(order.ended_at);
    const auto id = order.devices[0].id;
    const auto back = apply(order, SetDeviceStatus{id, "back"}, context);
    REQUIRE_FALSE(back);
    CHECK(back.error().reason == Reason::conflict);
    const auto kept = apply(order, SetDeviceStatus{id, "kept"}, context);
    REQUIRE(kept);
    CHECK(kept->ended_at == order.ended_at);
  }

  TEST_CASE("a promise moves with its reason") {
    const auto order = done(sample::order(""), SetPromise{now + days{2}, "A part is late"});
    CHECK(order.promised_at == now + days{2});
    CHECK(order.promise_reason == "A part is late");
    CHECK(order.events.back().kind == EventKind::promise_moved);
    CHECK(order.events.back().visible);
    CHECK(done(order, SetPromise{now + days{2}, "A part is late"}) == order);
    CHECK_FALSE(done(order, SetPromise{}).promised_at);
  }

  TEST_CASE("a note says something, in plain text") {
    const auto order = sample::order("");
    CHECK(done(order, AddNote{"Called", true}).events.back().note == "Called");
    CHECK(refused(order, AddNote{}).field == "note");
    CHECK(refused(order, AddNote{std::string(4001, 'x')}).field == "note");
    CHECK(refused(order, AddNote{"\x1b[2J"}).field == "note");
    CHECK(refused(order, SetStage{Stage::ready, "\xff"}).field == "note");
    CHECK(refused(order, SetDeviceStatus{order.devices[0].id, "device_received", "\r"}).field == "note");
    CHECK(refused(order, SetPromise{now, "\x7f"}).field == "reason");
  }
}
