#include "tests/blackbox/shop.hpp"

#include <doctest/doctest.h>

using namespace harness;

namespace {

std::string path_in(const std::string& url) { return url.substr(url.find("/t/"), 3 + 31); }

}  // namespace

TEST_SUITE_BEGIN("blackbox/cli_link");

TEST_CASE("link prints the address that the import minted, again and again") {
  const RepairShop shop;
  for (int i = 0; i < 2; ++i) {
    const auto printed = run(shop.folder(), {"link", open_order});
    REQUIRE(printed.exit_code == 0);
    CHECK(path_in(printed.out) == shop.link(open_order));
  }
}

TEST_CASE("each channel has a link of its own, and a new one ends the one before") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const auto sms = run(shop.folder(), {"link", open_order, "--channel", "sms"});
  REQUIRE(sms.exit_code == 0);
  CHECK(path_in(sms.out) != shop.link(open_order));
  const auto fresh = run(shop.folder(), {"link", open_order, "--new"});
  REQUIRE(fresh.exit_code == 0);
  CHECK(get(service.port(), path_in(fresh.out)).status == 200);
  CHECK(get(service.port(), shop.link(open_order)).status == 410);
  CHECK(get(service.port(), path_in(sms.out)).status == 200);
  CHECK(path_in(run(shop.folder(), {"link", open_order}).out) == path_in(fresh.out));
}

TEST_CASE("an order that has ended has no link, and the way to reopen it is told") {
  const RepairShop shop;
  const auto ended = run(shop.folder(), {"link", collected_order});
  CHECK(ended.exit_code == 1);
  CHECK(ended.out.empty());
  CHECK(ended.error.find("claimcheck stage " + collected_order + " in_progress") != ended.error.npos);
  CHECK(run(shop.folder(), {"stage", collected_order, "in_progress"}).out ==
        collected_order + " is in_progress\n");
  CHECK(path_in(run(shop.folder(), {"link", collected_order}).out) == shop.link(collected_order));
}

TEST_CASE("a device is moved along the shop's statuses, and only there") {
  const RepairShop shop;
  CHECK(run(shop.folder(), {"stage", open_order, "--device", "1", "--status", "repaired_qc"}).exit_code == 0);
  CHECK(run(shop.folder(), {"stage", open_order, "--device", "1", "--status", "repaired_ready"}).out ==
        open_order + " is ready\n");
  CHECK(run(shop.folder(), {"stage", open_order, "--device", "1", "--status", "diagnosing"}).exit_code == 1);
  CHECK(run(shop.folder(), {"stage", open_order, "--device", "2", "--status", "repairing"}).exit_code == 1);
  CHECK(run(shop.folder(), {"stage", open_order, "--device", "1", "--status", "asleep"}).exit_code == 2);
  CHECK(run(shop.folder(), {"stage", open_order, "asleep"}).exit_code == 2);
}

TEST_CASE("an unknown order, shop or store is named") {
  const RepairShop shop;
  const auto order = run(shop.folder(), {"link", "R-9999"});
  CHECK(order.exit_code == 1);
  CHECK(order.error.find("R-9999") != order.error.npos);
  CHECK(run(shop.folder(), {"link", open_order, "--shop", "elsewhere"}).error.find("elsewhere") !=
        std::string::npos);
  const TemporaryFolder empty;
  const auto store = run(empty, {"link", "R-1001"});
  CHECK(store.exit_code == 1);
  CHECK(store.error.find("claimcheck init") != store.error.npos);
  CHECK(std::filesystem::is_empty(empty.path()));
}

TEST_SUITE_END();
