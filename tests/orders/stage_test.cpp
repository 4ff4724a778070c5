#include "orders/stage.hpp"

#include <doctest/doctest.h>

#include <set>
#include <stdexcept>

using namespace orders;

TEST_SUITE("orders/stage") {
  TEST_CASE("every status of the standard table has a label and leads to an end") {
    const auto& table = StatusTable::standard();
    CHECK(table.all().size() == 18);
    for (const auto& status : table.all()) {
      CHECK_MESSAGE(!status.label.empty(), status.id);
      std::set<std::string> seen{status.id};
      for (std::size_t before = 0; before != seen.size();) {
        before = seen.size();
        for (const auto& id : std::set<std::string>{seen})
          for (const auto& next : table.find(id)->next) seen.insert(next);
      }
      CHECK_MESSAGE((seen.contains("collected") || seen.contains("despatched")), status.id);
    }
  }

  TEST_CASE("every status is reached from the first") {
    const auto& table = StatusTable::standard();
    std::set<std::string> seen{"awaiting_device"};
    for (std::size_t before = 0; before != seen.size();) {
      before = seen.size();
      for (const auto& id : std::set<std::string>{seen})
        for (const auto& next : table.find(id)->next) seen.insert(next);
    }
    CHECK(seen.size() == table.all().size());
  }

  TEST_CASE("a repair may take the main road and the side roads") {
    const auto& table = StatusTable::standard();
    const std::vector<std::vector<const char*>> roads{
        {"awaiting_device", "device_received", "diagnosing", "ready_to_quote", "awaiting_authorisation",
         "authorised_source_parts", "authorised_awaiting_parts", "ready_to_repair", "repairing",
         "repaired_qc", "repaired_ready", "collected"},
        {"awaiting_authorisation", "ready_to_repair"},
        {"repaired_ready", "despatched"},
        {"repaired_qc", "ready_to_repair"},
        {"awaiting_authorisation", "awaiting_revised_quote", "awaiting_authorisation"},
        {"awaiting_authorisation", "rejected", "rejection_qc", "rejection_ready", "collected"},
        {"diagnosing", "company_rejected", "rejection_qc", "rejection_ready", "despatched"}};
    for (const auto& road : roads)
      for (std::size_t i = 1; i < road.size(); ++i)
        CHECK_MESSAGE(table.may_move(road[i - 1], road[i]), road[i - 1], " to ", road[i]);
  }

  TEST_CASE("a repair may not jump") {
    const auto& table = StatusTable::standard();
    const std::pair<const char*, const char*> jumps[] = {
        {"awaiting_device", "repairing"}, {"diagnosing", "repairing"}, {"repairing", "repaired_ready"},
        {"collected", "repairing"},       {"rejected", "collected"},   {"repairing", "nowhere"},
        {"nowhere", "repairing"}};
    for (const auto& [from, to] : jumps) CHECK_FALSE_MESSAGE(table.may_move(from, to), from, " to ", to);
  }

  TEST_CASE("C14: each status shows the customer its step") {
    const auto& table = StatusTable::standard();
    CHECK(table.step("awaiting_device") == Step::created);
    CHECK(table.step("device_received") == Step::received);
    CHECK(table.step("repaired_qc") == Step::in_progress);
    CHECK(table.step("rejection_qc") == Step::in_progress);
    CHECK(table.step("rejection_ready") == Step::ready);
    CHECK(table.step("despatched") == Step::collected);
    CHECK(table.step("nowhere") == Step::created);
    for (const auto step : all_steps) {
      REQUIRE(table.find(StatusTable::canonical(step)));
      CHECK(table.step(StatusTable::canonical(step)) == step);
    }
  }

  TEST_CASE("a table with a fault is refused by the status's name") {
    const auto end = DeviceStatus{"gone", Step::collected, "Gone", {}};
    const auto fault = [](std::vector<DeviceStatus> statuses) {
      try {
        StatusTable{std::move(statuses)};
      } catch (const std::invalid_argument& refused) {
        return std::string(refused.what());
      }
      return std::string("accepted");
    };
    CHECK(fault({end, {"a", Step::received, "A", {"gone"}}}) == "accepted");
    CHECK(fault({end, end}) == "device status 'gone' is listed twice");
    CHECK(fault({end, {"a", Step::received, "A", {"b", "gone"}}}) ==
          "device status 'a' points to 'b', which is not listed");
    CHECK(fault({end, {"a", Step::received, "A", {"b"}}, {"b", Step::ready, "B", {"a"}}}) ==
          "device status 'a' cannot reach an end");
    CHECK(fault({{"a", Step::collected, "A", {}, true}}) ==
          "device status 'a' is an end and cannot be internal");
  }

  TEST_CASE("stages and steps read back from their names") {
    for (const auto stage : {Stage::created, Stage::received, Stage::in_progress, Stage::ready,
                             Stage::collected, Stage::on_hold, Stage::cancelled})
      CHECK(parse_stage(name(stage)) == stage);
    CHECK_FALSE(parse_stage("Ready"));
    for (const auto step : all_steps) CHECK(name(stage_of(step)) == name(step));
  }
}
