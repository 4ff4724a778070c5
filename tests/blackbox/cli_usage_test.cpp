#include "tests/blackbox/harness.hpp"

#include <doctest/doctest.h>

using namespace harness;

TEST_SUITE_BEGIN("blackbox/cli_usage");

TEST_CASE("the program tells its version and what it can do") {
  const TemporaryFolder folder;
  const auto version = run(folder, {"--version"});
  CHECK(version.exit_code == 0);
  CHECK(version.out.starts_with("claimcheck "));
  const auto help = run(folder, {"--help"});
  CHECK(help.exit_code == 0);
  for (const auto* command :
       {"serve", "demo", "keygen", "init", "import", "link", "stage", "verify", "migrate", "backup"})
    CHECK_MESSAGE(help.out.find(std::string("\n  ") + command) != help.out.npos, command);
}

TEST_CASE("help on a command begins with examples") {
  const TemporaryFolder folder;
  const std::vector<Arguments> commands{{"serve"},           {"demo"},
                                        {"keygen"},          {"init"},
                                        {"import"},          {"link"},
                                        {"stage"},           {"verify"},
                                        {"migrate"},         {"backup"},
                                        {"restore"},         {"config", "check"},
                                        {"staff", "add"},    {"shop", "add"},
                                        {"location", "add"}, {"api-key", "create"},
                                        {"staff", "list"},   {"staff", "recover"},
                                        {"api-key", "list"}, {"api-key", "revoke"},
                                        {"routes"}};
  for (auto command : commands) {
    const auto name = command.back();
    command.push_back("--help");
    const auto help = run(folder, command);
    CHECK_MESSAGE(help.exit_code == 0, name);
    CHECK_MESSAGE(help.out.starts_with("Examples:\n  claimcheck "), name);
  }
}

TEST_CASE("wrong usage exits with 2 and one sentence on standard error") {
  const TemporaryFolder folder;
  const std::vector<Arguments> wrong{{},
                                     {"sing"},
                                     {"link"},
                                     {"stage", "R-1001"},
                                     {"stage", "R-1001", "--device", "1"},
                                     {"keygen"},
                                     {"serve", "--loud"},
                                     {"import", "--format", "xls", "orders.xls"}};
  for (const auto& arguments : wrong) {
    const auto ran = run(folder, arguments);
    CHECK(ran.exit_code == 2);
    CHECK(ran.out.empty());
    CHECK(!ran.error.empty());
  }
}

TEST_CASE("a configuration that cannot be used exits with 3 and names file, line and key") {
  const TemporaryFolder folder;
  write_file(folder / "config.toml", "[server]\nlisten = \"127.0.0.1:0\"\n\n[limits]\nrequest_brust = 5\n");
  for (const Arguments& command :
       {Arguments{"serve"}, Arguments{"config", "check"}, Arguments{"link", "R-1001"}}) {
    const auto ran = run(folder, command);
    CHECK(ran.exit_code == 3);
    CHECK(ran.error.find("config.toml:5") != ran.error.npos);
    CHECK(ran.error.find("limits.request_brust") != ran.error.npos);
  }
  const auto missing = run(folder, {"serve", "--config", "other.toml"});
  CHECK(missing.exit_code == 3);
  CHECK(missing.error.find("other.toml") != missing.error.npos);
}

TEST_CASE("a good configuration is called good, and printed whole when asked") {
  const TemporaryFolder folder;
  write_file(folder / "config.toml", "[links]\nmax_days = 30\n");
  const auto checked = run(folder, {"config", "check"});
  CHECK(checked.exit_code == 0);
  CHECK(checked.out.empty());
  CHECK(checked.error == "config.toml is good\n");
  const auto printed = run(folder, {"config", "check", "--print"});
  CHECK(printed.exit_code == 0);
  CHECK(printed.out.find("max_days = 30") != printed.out.npos);
  write_file(folder / "printed.toml", printed.out);
  CHECK(run(folder, {"config", "check", "--config", "printed.toml"}).exit_code == 0);
}

TEST_SUITE_END();
