#include "tests/store/raw.hpp"
#include "tests/store/sample.hpp"

#include <sys/stat.h>
#include <atomic>
#include <fstream>
#include <thread>

using namespace test;
namespace fs = std::filesystem;

TEST_SUITE_BEGIN("store/backup");

TEST_CASE("a backup made while orders come in is whole, private and can be restored") {
  const Folder folder, elsewhere;
  const auto file = folder.path() / "copy.db";
  const auto store = store::open(folder.options());
  const auto home = house(*store);
  std::atomic<int> taken{0};
  std::jthread till{[&](std::stop_token stop) {
    while (!stop.stop_requested()) {
      if (run(store->add_order(order(home.location), {}, operation(), store::Tell::nobody)))
        taken.fetch_add(1);
      taken.notify_all();
    }
  }};
  for (int i = 0; i < 20; ++i) taken.wait(i);
  const int before = taken;
  store::backup(folder.options(), file);
  store::backup(folder.options(), file);  // over an older one
  till.request_stop();
  till.join();

  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  store::restore(elsewhere.options(), file, false);
  CHECK(store::verify(elsewhere.options()).faults.empty());
  const auto restored = store::open(elsewhere.options());
  CHECK(run(restored->find_shop("harbour")) == home.shop);
  for (int i = 1; i <= before; ++i) {
    CHECK(run(restored->find_order(home.shop.id, "R-" + std::to_string(1000 + i))));
  }
  CHECK(ask(elsewhere.database(), "SELECT hex(epoch) FROM meta") !=
        ask(folder.database(), "SELECT hex(epoch) FROM meta"));
}

TEST_CASE("a backup that cannot be written leaves nothing behind") {
  const Folder folder;
  { house(*store::open(folder.options())); }
  CHECK_THROWS_AS(store::backup(folder.options(), folder.path() / "missing" / "copy.db"), store::Unavailable);
  fs::create_directories(folder.path() / "copy.db" / "in the way");
  CHECK_THROWS_AS(store::backup(folder.options(), folder.path() / "copy.db"), store::Unavailable);
  for (const auto& entry : fs::directory_iterator{folder.path()}) CHECK(entry.path().extension() != ".new");
}

TEST_CASE("restoring over a store asks to be told so, and what was written since is gone") {
  const Folder folder;
  const auto file = folder.path() / "copy.db";
  orders::Order before, since;
  {
    const auto store = store::open(folder.options());
    const auto home = house(*store);
    before = added(*store, order(home.location));
    store::backup(folder.options(), file);
    since = added(*store, order(home.location));
    CHECK_THROWS_AS(store::restore(folder.options(), file, true), store::Locked);
  }
  CHECK_THROWS_AS(store::restore(folder.options(), file, false), store::Unavailable);
  store::restore(folder.options(), file, true);
  const auto store = store::open(folder.options());
  CHECK(run(store->find_order(before.shop, before.id)) == before);
  CHECK_FALSE(run(store->find_order(since.shop, since.id)));
}

TEST_CASE("a copy that is damaged or of a later program is not restored") {
  const Folder folder, elsewhere;
  const auto file = folder.path() / "copy.db";
  { house(*store::open(folder.options())); }
  store::backup(folder.options(), file);
  SUBCASE("later") {
    edit(file, "INSERT INTO schema_migrations VALUES (999, 'from_the_future', 'x', 0)");
    CHECK_THROWS_AS(store::restore(elsewhere.options(), file, false), store::NewerSchema);
  }
  SUBCASE("cut off") {
    fs::resize_file(file, fs::file_size(file) / 2);
    CHECK_THROWS_AS(store::restore(elsewhere.options(), file, false), store::Damaged);
  }
  SUBCASE("not a database") {
    std::ofstream{file} << std::string(9000, 'x');
    CHECK_THROWS_AS(store::restore(elsewhere.options(), file, false), store::Damaged);
  }
  CHECK_FALSE(store::exists(elsewhere.options()));
}

TEST_CASE("a damaged store is replaced by its backup") {
  const Folder folder;
  const auto file = folder.path() / "copy.db";
  { house(*store::open(folder.options())); }
  store::backup(folder.options(), file);
  std::ofstream{folder.database()} << std::string(9000, 'x');
  CHECK_THROWS_AS(store::restore(folder.options(), file, false), store::Unavailable);
  store::restore(folder.options(), file, true);
  CHECK(run(store::open(folder.options())->find_shop("harbour")));
}

TEST_SUITE_END();
