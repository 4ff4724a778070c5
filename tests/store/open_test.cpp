#include "tests/store/raw.hpp"
#include "tests/store/sample.hpp"

#include <sys/stat.h>
#include <unistd.h>
#include <fstream>
#include <iterator>

using namespace test;
namespace fs = std::filesystem;

namespace {

unsigned mode(const fs::path& file) {
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  return status.st_mode & 0777;
}

std::string content(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

TEST_SUITE_BEGIN("store/open");

TEST_CASE("what is stored is readable by its owner alone") {
  const Folder folder;
  const auto store = store::open(folder.options());
  house(*store);
  CHECK(mode(folder.path() / "data") == 0700);
  CHECK(mode(folder.database()) == 0600);
  CHECK(mode(folder.database().string() + "-wal") == 0600);
  CHECK(mode(folder.database().string() + "-shm") == 0600);
  CHECK(mode(folder.path() / "data" / "claimcheck.lock") == 0600);
}

TEST_CASE("a second process is told who has the store, and may have it afterwards") {
  const Folder folder;
  auto store = store::open(folder.options());
  try {
    store::open(folder.options());
    FAIL("it was opened twice");
  } catch (const store::Locked& e) {
    CHECK(std::string(e.what()).ends_with("process " + std::to_string(::getpid())));
  }
  CHECK_THROWS_AS(store::migrate(folder.options(), false), store::Locked);
  store.reset();
  CHECK(store::open(folder.options()));
}

TEST_CASE("what was written is there after the next start") {
  const Folder folder;
  orders::Order kept;
  {
    const auto store = store::open(folder.options());
    kept = added(*store, order(house(*store).location));
  }
  const auto store = store::open(folder.options());
  CHECK(run(store->find_order(kept.shop, kept.id)) == kept);
}

TEST_CASE("a call that a fallen process left unanswered may be made again at once") {
  const Folder folder;
  const auto claim = [](store::Store& store, orders::ShopId shop) {
    return run(store.claim_answer(shop, "till", "key-1", {}, now, now - 1min)).standing;
  };
  using enum store::Answers::Standing;
  orders::ShopId shop;
  {
    const auto store = store::open(folder.options());
    shop = house(*store).shop.id;
    CHECK(claim(*store, shop) == fresh);
    CHECK(claim(*store, shop) == in_progress);
  }
  const auto store = store::open(folder.options());
  CHECK(claim(*store, shop) == fresh);
}

TEST_CASE("it is empty until it has a shop") {
  const Folder folder;
  CHECK_FALSE(store::exists(folder.options()));
  const auto store = store::open(folder.options());
  CHECK_FALSE(store::exists(folder.options()));
  house(*store);
  CHECK(store::exists(folder.options()));
}

TEST_CASE("a file that is no database, another program's or cut off is refused as damaged") {
  const Folder folder;
  {
    const auto store = store::open(folder.options());
    const auto home = house(*store);
    for (int i = 0; i < 50; ++i) added(*store, order(home.location));
  }
  SUBCASE("no database") { std::ofstream{folder.database()} << std::string(8192, 'x'); }
  SUBCASE("another program's") {
    fs::remove(folder.database());
    edit(folder.database(), "CREATE TABLE recipes (name TEXT)");
  }
  SUBCASE("cut off") { fs::resize_file(folder.database(), fs::file_size(folder.database()) / 2); }
  SUBCASE("cut off to a page") { fs::resize_file(folder.database(), 4096); }
  CHECK_THROWS_AS(store::open(folder.options()), store::Damaged);
  CHECK_THROWS_AS(store::exists(folder.options()), store::Damaged);
  CHECK_FALSE(store::verify(folder.options()).faults.empty());
}

TEST_CASE("an address of a store that is not known is a mistake of the configuration") {
  const Folder folder;
  auto options = folder.options();
  options.url = "mysql://db.example/claimcheck";
  CHECK_THROWS_AS(store::open(options), std::invalid_argument);
}

TEST_CASE("a folder that cannot be made is said plainly") {
  const Folder folder;
  std::ofstream{folder.path() / "data"} << "a file";
  CHECK_THROWS_AS(store::open(folder.options()), store::Unavailable);
}

TEST_CASE("what was overwritten is gone from the file") {
  const Folder folder;
  const std::string telltale = "+441632960777";
  {
    const auto store = store::open(folder.options());
    auto home = house(*store);
    home.location.contact.phone = telltale;
    home.location = *run(store->update_location(home.location));
    home.location.contact.phone = "+1";
    REQUIRE(run(store->update_location(home.location)));
  }
  CHECK_FALSE(fs::exists(folder.database().string() + "-wal"));
  CHECK(content(folder.database()).find(telltale) == std::string::npos);
}

TEST_SUITE_END();
