#include "tests/blackbox/shop.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <atomic>
#include <random>
#include <thread>

using namespace harness;

namespace {

// What a shop system was told: the highest version of each order that was answered 200.
using Acknowledged = std::map<std::string, long>;

// Moves one order to and fro on one connection until the service is gone.
long write_until_killed(unsigned short port, const RepairShop& shop, const std::string& number,
                        std::atomic<int>& answered) {
  long version = 0;
  wire::Connection connection{port};
  for (int i = 0;; ++i) {
    const auto answer =
        connection.send(stage_request(shop, number, i % 2 ? "in_progress" : "ready")).answer();
    if (answer.status != 200) return version;
    version = std::stol(answer.field("etag").substr(1));
    ++answered;
  }
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/durability");

TEST_CASE("what was answered is there after kill -9, in fifty bursts of writes") {
  const RepairShop shop;
  std::vector<std::string> numbers;
  Acknowledged acknowledged;
  {
    const Service service{shop.folder()};
    for (const auto& [number, link] : shop.links())
      if (numbers.size() < 8 && get(service.port(), link).status == 200) numbers.push_back(number);
  }
  REQUIRE(numbers.size() == 8);
  std::mt19937 random{50};
  int total = 0;
  for (int round = 0; round < 50; ++round) {
    Service service{shop.folder()};
    for (const auto& [number, version] : acknowledged) {
      const auto now = version_of(service, shop, number);
      CHECK_MESSAGE(now >= version, number, " was answered ", version, " and stands at ", now);
      CHECK(now <= version + 1);  // at most the one write that was under way
    }
    std::atomic<int> answered = 0;
    std::vector<long> versions(numbers.size());
    std::vector<std::thread> writers;
    for (std::size_t i = 0; i < numbers.size(); ++i)
      writers.emplace_back(
          [&, i] { versions[i] = write_until_killed(service.port(), shop, numbers[i], answered); });
    const auto burst = 10 + static_cast<int>(random() % 60);
    while (answered < burst) std::this_thread::yield();
    service.kill();
    for (auto& writer : writers) writer.join();
    for (std::size_t i = 0; i < numbers.size(); ++i)
      if (versions[i] > 0) acknowledged[numbers[i]] = versions[i];
    total += answered;
  }
  MESSAGE(total, " writes were answered");
  const auto verified = run(shop.folder(), {"verify"});
  CHECK_MESSAGE(verified.exit_code == 0, verified.out, verified.error);
}

TEST_CASE("a second service on the same data refuses to start") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const auto second = run(shop.folder(), {"serve", "--listen", "127.0.0.1:0"});
  CHECK(second.exit_code == 5);
  CHECK(get(service.port(), shop.link(open_order)).status == 200);
}

TEST_SUITE_END();
