#include "tests/blackbox/shop.hpp"

#include <doctest/doctest.h>
#include <boost/json.hpp>

using namespace harness;
namespace fs = std::filesystem;

TEST_SUITE_BEGIN("blackbox/cli_data");

TEST_CASE("a backup taken while the service runs brings the links back") {
  const RepairShop shop;
  {
    const Service service{shop.folder()};
    const auto ran = run(shop.folder(), {"backup", "copy.db"});
    REQUIRE(ran.exit_code == 0);
    CHECK(ran.error.find("claimcheck.keys") != ran.error.npos);
    CHECK((fs::status(shop.folder() / "copy.db").permissions() & fs::perms::all) == fs::perms{0600});
    CHECK(run(shop.folder(), {"restore", "copy.db", "--replace"}).exit_code == 5);
  }
  REQUIRE(run(shop.folder(), {"stage", open_order, "cancelled"}).exit_code == 0);
  CHECK(run(shop.folder(), {"restore", "copy.db"}).exit_code == 1);
  CHECK(run(shop.folder(), {"restore", "copy.db", "--replace"}).exit_code == 0);
  const Service service{shop.folder()};
  CHECK(get(service.port(), shop.link(open_order)).status == 200);
}

TEST_CASE("verify calls a whole store whole, beside the service too") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const auto ran = run(shop.folder(), {"verify", "--json"});
  CHECK(ran.exit_code == 0);
  CHECK(boost::json::parse(ran.out).at("ok") == true);
}

TEST_CASE("migrate lists what it would do and then does it") {
  const TemporaryFolder folder;
  const auto planned = run(folder, {"migrate", "--dry-run"});
  CHECK(planned.exit_code == 0);
  CHECK(planned.out.find("to do") != planned.out.npos);
  const auto done = run(folder, {"migrate"});
  CHECK(done.exit_code == 0);
  CHECK(done.out.find("to do") == done.out.npos);
}

TEST_CASE("a second service on the same store is refused with 5") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const auto second = run(shop.folder(), {"serve", "--listen", "127.0.0.1:0"});
  CHECK(second.exit_code == 5);
  CHECK(second.out.empty());
}

TEST_CASE("a service that was killed leaves nothing that stops the next one") {
  const RepairShop shop;
  Service{shop.folder()}.kill();
  const Service service{shop.folder()};
  CHECK(run(shop.folder(), {"link", open_order}).exit_code == 0);
}

TEST_SUITE_END();
