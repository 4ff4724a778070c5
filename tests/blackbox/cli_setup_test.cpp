#include "tests/blackbox/shop.hpp"

#include <doctest/doctest.h>
#include <boost/json.hpp>

#include <fstream>

using namespace harness;
namespace fs = std::filesystem;

namespace {

const Arguments make_shop{
    "init", "--shop", "harbour", "--name", "Harbour Repairs", "--owner", "ann@harbour.example"};

Arguments with(Arguments arguments, const Arguments& more) {
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/cli_setup");

TEST_CASE("init makes the keys, the shop, its owner and an API key, each secret told once") {
  const TemporaryFolder folder;
  const auto made = run(folder, with(make_shop, {"--json"}));
  REQUIRE(made.exit_code == 0);
  const auto answer = boost::json::parse(made.out).as_object();
  CHECK(answer.at("shop") == "harbour");
  CHECK(answer.at("api_key").as_string().starts_with("cc_live_"));
  CHECK(answer.at("sign_in").as_string().starts_with("http://127.0.0.1:8080/staff/sign-in/"));
  CHECK(made.error.find("losing it kills every link") != made.error.npos);
  CHECK((fs::status(folder / "claimcheck.keys").permissions() & fs::perms::all) == fs::perms{0600});

  const auto again = run(folder, make_shop);
  CHECK(again.exit_code == 1);
  CHECK(again.out.empty());
}

TEST_CASE("what a shop's customers could not be shown is refused before anything is made") {
  const TemporaryFolder folder;
  write_file(folder / "logo.gif", "GIF89a............................");
  const std::vector<std::pair<Arguments, std::string>> wrong{{{"--zone", "Nowhere/Land"}, "Nowhere/Land"},
                                                             {{"--locale", "tlh"}, "tlh"},
                                                             {{"--currency", "XYZ"}, "XYZ"},
                                                             {{"--phone", "01632 960123"}, "01632 960123"},
                                                             {{"--hours", "mon 9-5"}, "opening hours"},
                                                             {{"--colour", "teal"}, "teal"},
                                                             {{"--website", "ftp://x.example"}, "https"},
                                                             {{"--logo", "logo.gif"}, "PNG, JPEG or WebP"}};
  for (const auto& [options, named] : wrong) {
    const auto ran = run(folder, with(make_shop, options));
    CHECK_MESSAGE(ran.exit_code == 2, options.front());
    CHECK_MESSAGE(ran.error.find(named) != ran.error.npos, ran.error);
  }
  CHECK(run(folder, make_shop).exit_code == 0);
}

TEST_CASE("a second shop, a location, a colleague and a key can be added beside a running service") {
  const TemporaryFolder folder;
  REQUIRE(run(folder, make_shop).exit_code == 0);
  const Service service{folder};
  CHECK(run(folder,
            {"location", "add", "--name", "Old Town", "--address", "3 Fish Street", "--address", "Porthaven"})
            .out == "location old-town\n");
  CHECK(run(folder, {"location", "add", "--name", "Old Town"}).exit_code == 1);
  CHECK(run(folder, {"staff", "add", "--email", "bo@harbour.example", "--name", "Bo"}).exit_code == 0);
  CHECK(run(folder, {"staff", "add", "--email", "bo@harbour.example", "--name", "Bo"}).exit_code == 1);
  CHECK(run(folder, {"staff", "add", "--email", "cy@harbour.example", "--name", "Cy", "--role", "king"})
            .exit_code == 2);
  CHECK(run(folder, {"api-key", "create", "--name", "till"}).out.starts_with("cc_live_"));
  CHECK(run(folder, {"shop", "add", "--slug", "quay", "--name", "Quay Phones"}).exit_code == 0);
  const auto unsure = run(folder, {"api-key", "create", "--name", "till"});
  CHECK(unsure.exit_code == 2);
  CHECK(unsure.error.find("harbour, quay") != unsure.error.npos);
}

TEST_CASE("a key is added to the key file, and links minted before still open") {
  const RepairShop shop;
  CHECK(run(shop.folder(), {"keygen", "claimcheck.keys"}).exit_code == 3);
  CHECK(run(shop.folder(), {"keygen", "claimcheck.keys", "--add"}).exit_code == 0);
  const Service service{shop.folder()};
  CHECK(get(service.port(), shop.link(open_order)).status == 200);
  const auto fresh = run(shop.folder(), {"link", open_order, "--channel", "sms"});
  CHECK(fresh.out.find("/t/1") != fresh.out.npos);
}

TEST_CASE("without its key file a store with orders is not touched") {
  const RepairShop shop;
  fs::rename(shop.folder() / "claimcheck.keys", shop.folder() / "elsewhere");
  for (const Arguments& command :
       {Arguments{"serve", "--listen", "127.0.0.1:0"}, Arguments{"link", open_order}, make_shop}) {
    const auto ran = run(shop.folder(), command);
    CHECK(ran.exit_code == 3);
    CHECK(ran.error.find("claimcheck.keys") != ran.error.npos);
  }
  CHECK(!fs::exists(shop.folder() / "claimcheck.keys"));
}

TEST_CASE("a key file that others may read is refused") {
  const RepairShop shop;
  fs::permissions(shop.folder() / "claimcheck.keys", fs::perms{0640});
  const auto ran = run(shop.folder(), {"serve", "--listen", "127.0.0.1:0"});
  CHECK(ran.exit_code == 3);
  CHECK(ran.error.find("claimcheck.keys") != ran.error.npos);
}

TEST_CASE("a damaged database is told and not served") {
  const RepairShop shop;
  {
    std::fstream database(shop.folder() / "data/claimcheck.db",
                          std::ios::in | std::ios::out | std::ios::binary);
    database.seekp(0);
    database << std::string(8192, 'x');
  }
  for (const Arguments& command :
       {Arguments{"serve", "--listen", "127.0.0.1:0"}, Arguments{"link", open_order}, Arguments{"verify"}})
    CHECK(run(shop.folder(), command).exit_code == 4);
}

TEST_SUITE_END();
