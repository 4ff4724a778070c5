#include "tests/blackbox/shop.hpp"

#include <doctest/doctest.h>
#include <boost/json.hpp>

#include <algorithm>

using namespace harness;

namespace {

const Arguments make_shop{
    "init", "--shop", "harbour", "--name", "Harbour Repairs", "--owner", "Ann@harbour.example"};

// The path of the sign-in link that a command printed.
std::string sign_in_path(const std::string& out) {
  const auto at = out.find("/staff/sign-in/");
  REQUIRE(at != out.npos);
  return out.substr(at, out.find('\n', at) - at);
}

int call(const Service& service, const std::string& key) {
  return get(service.port(), "/api/v1/orders", "Authorization: Bearer " + key + "\r\n").status;
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/cli_people");

TEST_CASE("staff are added for one location, and listed, beside the running service") {
  const TemporaryFolder folder;
  REQUIRE(run(folder, make_shop).exit_code == 0);
  const Service service{folder};
  REQUIRE(run(folder, {"location", "add", "--name", "Old Town"}).exit_code == 0);
  const Arguments bo{"staff", "add", "--email", "bo@harbour.example", "--name", "Bo", "--role", "manager"};
  auto away = bo;
  away.insert(away.end(), {"--location", "moon"});
  const auto refused = run(folder, away);
  CHECK(refused.exit_code == 2);
  CHECK(refused.error.find("moon") != refused.error.npos);
  away.back() = "old-town";
  CHECK(run(folder, away).exit_code == 0);
  const auto listed = run(folder, {"staff", "list"}).out;
  CHECK(listed.find("ann@harbour.example  owner") != listed.npos);
  CHECK(listed.find("bo@harbour.example  manager  Bo  at old-town") != listed.npos);
  const auto rows = boost::json::parse(run(folder, {"staff", "list", "--json"}).out).at("staff").as_array();
  REQUIRE(rows.size() == 2);
  CHECK(rows[1].at("location") == "old-town");
  CHECK(rows[0].at("second_factor") == false);
}

TEST_CASE("an owner who lost everything signs in again by a link from the command line") {
  const TemporaryFolder folder;
  const auto made = run(folder, make_shop);
  REQUIRE(made.exit_code == 0);
  const Service service{folder};
  const auto first = sign_in_path(made.out);
  CHECK(get(service.port(), first).status == 200);
  const auto recovered = run(folder, {"staff", "recover", "ANN@harbour.example", "--reset-totp"});
  REQUIRE(recovered.exit_code == 0);
  CHECK(recovered.out.starts_with("sign-in (once, 24 h): "));
  CHECK(get(service.port(), sign_in_path(recovered.out)).status == 200);
  CHECK(get(service.port(), first).status != 200);
  CHECK(run(folder, {"staff", "recover", "nobody@harbour.example"}).exit_code == 1);
}

TEST_CASE("an API key is made for what it needs, listed without its secret, and revoked") {
  const TemporaryFolder folder;
  REQUIRE(run(folder, make_shop).exit_code == 0);
  const Service service{folder};
  const auto made = run(folder, {"api-key", "create", "--name", "wallboard", "--scope", "read"}).out;
  REQUIRE(made.starts_with("cc_live_"));
  const auto key = made.substr(0, made.find('\n'));
  const auto id = key.substr(8, 8);
  CHECK(call(service, key) == 200);
  const auto listed = run(folder, {"api-key", "list"}).out;
  CHECK(listed.find(id + "  read  wallboard\n") != listed.npos);
  CHECK(listed.find(key.substr(17)) == listed.npos);
  CHECK(run(folder, {"api-key", "create", "--name", "till", "--scope", "all"}).exit_code == 2);
  CHECK(run(folder, {"api-key", "revoke", id}).out == "revoked wallboard\n");
  CHECK(call(service, key) == 401);
  CHECK(run(folder, {"api-key", "list"}).out.find("wallboard  revoked") != std::string::npos);
  CHECK(run(folder, {"api-key", "revoke", "aaaaaaaa"}).exit_code == 1);
}

TEST_CASE("the routes of the service are listed without it") {
  const TemporaryFolder folder;
  const auto listed = run(folder, {"routes"});
  CHECK(listed.exit_code == 0);
  CHECK(listed.out.find("GET /t/{}\n") != listed.out.npos);
  CHECK(listed.out.find("POST /api/v1/orders\n") != listed.out.npos);
  const auto rows = boost::json::parse(run(folder, {"routes", "--json"}).out).at("routes").as_array();
  CHECK(rows.size() == static_cast<std::size_t>(std::ranges::count(listed.out, '\n')));
}

TEST_SUITE_END();
