#include "server/config.hpp"
#include "server/config_keys.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>

using namespace server;
namespace fs = std::filesystem;

namespace {

// A configuration file of its own for each test, under the name that faults show.
struct File {
  fs::path folder, path;
  explicit File(std::string_view text) {
    std::string name = (fs::temp_directory_path() / "claimcheck-config-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    path = folder / "config.toml";
    std::ofstream{path} << text;
  }
  ~File() { fs::remove_all(folder); }
};

Config load(std::string_view text, const Environment& environment = {}) {
  const File file{text};
  return load_config(&file.path, environment);
}

// What a configuration is refused with, without the folder; empty when it is taken.
std::string refusal(std::string_view text, const Environment& environment = {}) {
  const File file{text};
  std::string words;
  try {
    load_config(&file.path, environment);
  } catch (const ConfigError& error) {
    words = error.what();
  }
  const std::string folder = file.folder.string() + '/';
  for (auto at = words.find(folder); at != words.npos; at = words.find(folder))
    words.erase(at, folder.size());
  return words;
}

std::string read(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream{file}.rdbuf();
  return text.str();
}

}  // namespace

TEST_SUITE("server/config") {
  TEST_CASE("without a file and with an empty one, everything is as built in") {
    CHECK(load_config(nullptr, {}) == Config{});
    CHECK(load("") == Config{});
    CHECK(load("[server]\n[limits]\n") == Config{});
  }

  TEST_CASE("the project's config.toml holds every key with its default") {
    const fs::path file = fs::path{SOURCE_DIR} / "config.toml";
    CHECK(load_config(&file, {}) == Config{});
    CHECK(read(file) == print_config(Config{}));
    for (const auto& key : config_keys())
      CHECK_MESSAGE(read(file).find("\n" + std::string(key.name) + " = ") != std::string::npos, key.text());
  }

  TEST_CASE("TLS is set up whole or not at all") {
    CHECK(load("[tls]\ncertificate = \"a\"\nkey = \"b\"\n").tls == Config::Tls{"a", "b"});
    CHECK(refusal("[tls]\ncertificate = \"a\"\n") ==
          "tls.certificate and tls.key: neither is of use without the other");
    CHECK(refusal("[tls]\nkey = \"b\"\n") ==
          "tls.certificate and tls.key: neither is of use without the other");
    CHECK(refusal("[server]\npublic_url = \"http://a.example\"\n[tls]\ncertificate = \"a\"\nkey = \"b\"\n") ==
          "server.public_url: must be https:// with a tls.certificate, or links would go out in the clear");
    CHECK(refusal("[server]\nredirect_listen = \"0.0.0.0:80\"\n") ==
          "server.redirect_listen: needs a tls.certificate to send anybody on to");
  }

  TEST_CASE("every setting is taken from the file") {
    const auto config = load(R"(
[server]
listen = "[::1]:9000"
public_url = "https://repairs.example:8443"
admin_listen = "127.0.0.1:9001"
threads = 3
trusted_proxies = ["192.0.2.1", "10.0.0.0/8"]
data_dir = "/srv/data"
[store]
url = "sqlite:other.db"
[keys]
file = "/etc/claimcheck/keys"
[links]
max_days = 30
receipt_days = 3
[actions]
min_dwell_ms = 1
max_age_minutes = 5
undo_minutes = 0
[limits]
requests_per_minute = 1
request_burst = 2
bad_codes_per_10_minutes = 3
actions_per_minute = 6
api_per_minute = 4
logins_per_15_minutes = 8
connections = 5
connections_per_ip = 0
streams_per_ip = 7
[mail]
from = "repairs@shop.example"
[sms]
provider = "file:texts"
twilio_account_sid = "AC1"
twilio_from = "+441632960100"
twilio_api_base = "http://127.0.0.1:12112"
[whatsapp]
provider = "file:wa"
templates = ["en=HX1", "ready.de=HX2"]
twilio_from = "+441632960101"
cloud_phone_number_id = "1"
cloud_api_base = "http://127.0.0.1:12113/v21.0"
[notifications]
debounce_seconds = 5
[payments.stripe]
api_base = "http://127.0.0.1:12111"
[payments.paypal]
client_id = "id"
webhook_id = "hook"
[log]
format = "text"
level = "debug"
)");
    Config expected;
    expected.server = {
        "[::1]:9000", "https://repairs.example:8443", "", "127.0.0.1:9001", 3, {"192.0.2.1", "10.0.0.0/8"},
        "/srv/data"};
    expected.store = {"sqlite:other.db"};
    expected.keys = {"/etc/claimcheck/keys"};
    expected.links = {30, 3};
    expected.actions = {1, 5, 0};
    expected.limits = {1, 2, 3, 6, 4, 8, 5, 0, 7};
    expected.mail.from = "repairs@shop.example";
    expected.sms = {"file:texts", "AC1", "", "+441632960100", "http://127.0.0.1:12112"};
    expected.whatsapp = {
        "file:wa", "+441632960101", {"en=HX1", "ready.de=HX2"}, "1", "", "http://127.0.0.1:12113/v21.0"};
    expected.notifications = {5};
    expected.stripe.api_base = "http://127.0.0.1:12111";
    expected.paypal.client_id = "id";
    expected.paypal.webhook_id = "hook";
    expected.log = {"text", "debug"};
    CHECK(config == expected);
    CHECK(load(print_config(expected)) == expected);  // and what is printed reads back
  }

  TEST_CASE("a provider of messages without its account is refused, with what it lacks") {
    CHECK_THROWS_WITH_AS(load("[sms]\nprovider = \"twilio\"\n"), doctest::Contains("twilio_account_sid"),
                         ConfigError);
    CHECK_THROWS_WITH_AS(load("[whatsapp]\nprovider = \"cloud\"\n"), doctest::Contains("cloud_access_token"),
                         ConfigError);
    CHECK_THROWS_WITH_AS(load("[whatsapp]\nprovider = \"pigeon\"\n"), doctest::Contains("must be twilio"),
                         ConfigError);
    CHECK_NOTHROW(
        load("[sms]\nprovider = \"twilio\"\ntwilio_account_sid = \"AC1\"\ntwilio_auth_token = \"t\"\n"
             "twilio_from = \"Harbour\"\n"));
  }

  TEST_CASE("instances that share a store need a Redis to hear of each other") {
    CHECK_THROWS_WITH_AS(load("[redis]\nshared = true\n"), doctest::Contains("needs a redis.url"),
                         ConfigError);
    CHECK_NOTHROW(load("[redis]\nshared = true\nurl = \"unix:/run/redis.sock\"\n"));
  }

  TEST_CASE("a password of Redis is never printed, nor when its address cannot be read") {
    const auto config = load("[redis]\nurl = \"redis://:hush@127.0.0.1:6379\"\n");
    CHECK(print_config(config).find("hush") == std::string::npos);
    for (const std::string wrong : {"redis://hush@127.0.0.1", "redis://:hush@", "redis//:hush@127.0.0.1"}) {
      std::string said;
      try {
        load("[redis]\nurl = \"" + wrong + "\"\n");
      } catch (const ConfigError& error) {
        said = error.what();
      }
      CHECK(said.find("redis.url") != said.npos);
      CHECK(said.find("hush") == said.npos);
    }
  }

  TEST_CASE("a secret is taken and never printed") {
    const auto config = load(
        "[payments.stripe]\nsecret_key = \"sk_test_hush\"\nwebhook_secrets = [\"whsec_hush\", "
        "\"whsec_too\"]\n"
        "[mail]\nurl = \"smtp://ann:hush@mail.example:587\"\n");
    CHECK(config.stripe.secret_key == "sk_test_hush");
    CHECK(config.stripe.webhook_secrets.size() == 2);
    CHECK(print_config(config).find("hush") == std::string::npos);
    CHECK(print_config(config).find("# secret_key = set, and not shown") != std::string::npos);
  }

  TEST_CASE("a provider is spoken to in the clear on this machine alone") {
    CHECK_THROWS_AS(load("[payments.stripe]\napi_base = \"http://api.example\"\n"), ConfigError);
    CHECK_THROWS_AS(load("[payments.paypal]\ncheckout_origin = \"ftp://pay.example\"\n"), ConfigError);
    CHECK_THROWS_AS(load("[payments]\nstripe = 3\n"), ConfigError);
  }

  TEST_CASE("the environment beats the file") {
    const std::string file = "[server]\nlisten = \"127.0.0.1:1\"\nthreads = 1\n";
    const auto config = load(file, {{"CLAIMCHECK_SERVER_LISTEN", "127.0.0.1:2"},
                                    {"CLAIMCHECK_SERVER_TRUSTED_PROXIES", "192.0.2.1, ::1"},
                                    {"CLAIMCHECK_LINKS_RECEIPT_DAYS", "3"},
                                    {"PATH", "/bin"}});
    CHECK(config.server.listen == "127.0.0.1:2");
    CHECK(config.server.threads == 1);
    CHECK(config.server.trusted_proxies == std::vector<std::string>{"192.0.2.1", "::1"});
    CHECK(config.links.receipt_days == 3);
    CHECK(load("[server]\ntrusted_proxies = [\"::1\"]", {{"CLAIMCHECK_SERVER_TRUSTED_PROXIES", ""}}) ==
          Config{});
  }

  TEST_CASE("every key can be set by a variable of its own") {
    for (const auto& key : config_keys()) {
      CHECK(key.variable().starts_with("CLAIMCHECK_"));
      const auto words = refusal("", {{key.variable(), "\x01"}});
      CHECK_MESSAGE(words.starts_with(key.variable() + ": " + key.text() + ": "), words);
    }
  }

  TEST_CASE("a variable that sets nothing is refused, but for those of the tests") {
    CHECK(
        refusal("", {{"CLAIMCHECK_LIMITS_REQUESTS_BURST", "1"}}) ==
        "CLAIMCHECK_LIMITS_REQUESTS_BURST: no such setting; the nearest is CLAIMCHECK_LIMITS_REQUEST_BURST");
    CHECK(refusal("", {{"CLAIMCHECK_ORDS_CSV", "x"}, {"CLAIMCHECK_TEST_ANYTHING", "x"}}) == "");
    CHECK(
        refusal("", {{"CLAIMCHECK_LIMITS_REQUEST_BURST", "1x"}}) ==
        "CLAIMCHECK_LIMITS_REQUEST_BURST: limits.request_burst: must be a whole number from 0 to 1000000000");
  }

  TEST_CASE("an unknown key is refused with its line and the nearest name") {
    CHECK(refusal("[limits]\n\nrequest_brust = 3\n") ==
          "config.toml:3: limits.request_brust: no such key; the nearest is limits.request_burst");
    CHECK(refusal("[server]\nrequest_burst = 3\n") ==
          "config.toml:2: server.request_burst: no such key; the nearest is limits.request_burst");
    CHECK(refusal("\n[limts]\nrequest_burst = 3\n") ==
          "config.toml:2: limts: no such table; the nearest is limits");
    CHECK(refusal("listen = \"127.0.0.1:1\"\n") ==
          "config.toml:1: listen: stands in no table; the nearest key is server.listen");
    CHECK(refusal("server = 3\n") == "config.toml:1: server: must be a table, written [server]");
    CHECK(refusal("[log.level]\nx = 1\n") == "config.toml:1: log.level: must be a text in quotes");
  }

  TEST_CASE("a wrong type or a value out of range is told with what it must be") {
    const std::pair<const char*, const char*> cases[]{
        {"[limits]\nrequest_burst = \"3\"",
         "limits.request_burst: must be a whole number from 0 to 1000000000"},
        {"[limits]\nrequest_burst = 3.0",
         "limits.request_burst: must be a whole number from 0 to 1000000000"},
        {"[limits]\nrequest_burst = -1", "limits.request_burst: must be a whole number from 0 to 1000000000"},
        {"[limits]\nrequest_burst = 1000000001",
         "limits.request_burst: must be a whole number from 0 to 1000000000"},
        {"[links]\nmax_days = 0", "links.max_days: must be a whole number from 1 to 3650"},
        {"[links]\nreceipt_days = 366", "links.receipt_days: must be a whole number from 0 to 365"},
        {"[server]\nlisten = 8080", "server.listen: must be a text in quotes"},
        {"[server]\ndata_dir = \"\"", "server.data_dir: must be a path"},
        {"[server]\ntrusted_proxies = \"::1\"",
         "server.trusted_proxies: must be a list of texts: [\"…\", \"…\"]"},
        {"[server]\ntrusted_proxies = [1]",
         "server.trusted_proxies: must be a list of texts: [\"…\", \"…\"]"},
        {"[webhooks]\nallow_private = \"yes\"", "webhooks.allow_private: must be true or false"},
        {"[log]\nformat = \"xml\"", "log.format: must be json or text"},
        {"[log]\nlevel = \"INFO\"", "log.level: must be debug, info, warn or error"},
        {"[log]\nlevel = 1979-05-27", "log.level: must be a text in quotes"},
    };
    for (const auto& [text, words] : cases) CHECK(refusal(text) == std::string("config.toml:2: ") + words);
  }

  TEST_CASE("an address to listen on has a port, and brackets around IPv6") {
    const auto taken = [](const std::string& text) {
      return refusal("[server]\nlisten = \"" + text + "\"") == "";
    };
    for (const auto* good : {"127.0.0.1:0", "0.0.0.0:65535", "[::]:80", "[2001:db8::1]:8080"})
      CHECK_MESSAGE(taken(good), good);
    for (const auto* bad :
         {"", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "::1:80",
          "[127.0.0.1]:80", "[]:80", "localhost:80", "127.0.0.1:80x", "256.0.0.1:80", "*:80"})
      CHECK_MESSAGE(!taken(bad), bad);
  }

  TEST_CASE("the public address is a scheme and a host, nothing behind") {
    const auto taken = [](const std::string& text) {
      return refusal("[server]\npublic_url = \"" + text + "\"") == "";
    };
    for (const auto* good :
         {"", "https://repairs.example", "http://127.0.0.1:8080", "https://[2001:db8::1]:8443"})
      CHECK_MESSAGE(taken(good), good);
    for (const auto* bad :
         {"repairs.example", "ftp://repairs.example", "https://", "https://repairs.example/",
          "https://repairs.example/shop", "https://a@repairs.example", "https://repairs.example?x",
          "https://repairs.example#x", "https://repairs.example:0", "https://repairs.example:65536",
          "https://rep%41irs.example", "https://two words.example", "https:repairs.example"})
      CHECK_MESSAGE(!taken(bad), bad);
  }

  TEST_CASE("trusted proxies are addresses or networks, the store is a file of SQLite") {
    CHECK(refusal("[server]\ntrusted_proxies = [\"::1\", \"2001:db8::/32\", \"10.0.0.0/8\"]") == "");
    for (const auto* bad : {"proxy.example", "10.0.0.0/33", "10.0.0/8", ""})
      CHECK_MESSAGE(refusal("[server]\ntrusted_proxies = [\"::1\", \"" + std::string(bad) + "\"]")
                        .starts_with("config.toml:2: server.trusted_proxies: each entry must be an address"),
                    bad);
    for (const auto* bad : {"claimcheck.db", "sqlite:", "mysql://db.example"})
      CHECK_MESSAGE(
          refusal("[store]\nurl = \"" + std::string(bad) + "\"").starts_with("config.toml:2: store.url: "),
          bad);
  }

  TEST_CASE("all faults are told at once, by line") {
    const Environment environment{{"CLAIMCHECK_LOG_FORMAT", "x"}};
    CHECK(refusal("[log]\nlevel = 1\n[links]\nmax_days = 0\nmax_day = 1\n", environment) ==
          "config.toml:2: log.level: must be a text in quotes\n"
          "config.toml:4: links.max_days: must be a whole number from 1 to 3650\n"
          "config.toml:5: links.max_day: no such key; the nearest is links.max_days\n"
          "CLAIMCHECK_LOG_FORMAT: log.format: must be json or text");
  }

  TEST_CASE("what is no TOML is refused with its line, and a missing file by name") {
    CHECK(refusal("[server]\nlisten = \n").starts_with("config.toml:2: "));
    CHECK(refusal("[server]\nthreads = 1\nthreads = 2\n").starts_with("config.toml:3: "));
    const fs::path none = "/nonexistent/config.toml";
    CHECK_THROWS_WITH_AS(load_config(&none, {}),
                         "/nonexistent/config.toml: cannot be read: No such file or directory", ConfigError);
    const fs::path folder = fs::temp_directory_path();
    CHECK_THROWS_AS(load_config(&folder, {}), ConfigError);
  }

  TEST_CASE("the environment of the process is read whole") {
    ::setenv("CLAIMCHECK_TEST_VALUE", "a=b", 1);
    CHECK(process_environment().at("CLAIMCHECK_TEST_VALUE") == "a=b");
    ::unsetenv("CLAIMCHECK_TEST_VALUE");
  }
}
