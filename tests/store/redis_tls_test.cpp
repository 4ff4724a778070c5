#include "tests/redis.hpp"
#include "tests/store/linked.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace std::chrono_literals;
using test::Linked, test::RedisServer;

namespace {

void openssl(const std::filesystem::path& folder, const std::string& arguments) {
  const auto line = "cd '" + folder.string() + "' && openssl " + arguments + " 2>/dev/null";
  REQUIRE(std::system(line.c_str()) == 0);
}

// A folder with an authority of its own, ca.pem, and a certificate for `names`, server.pem.
struct Authority {
  explicit Authority(const std::string& names) {
    auto name = (std::filesystem::temp_directory_path() / "claimcheck-ca-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()));
    folder = name;
    const std::string key = " -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=Test";
    openssl(folder, "req -x509 -days 2 -keyout ca.key -out ca.pem" + key);
    openssl(folder, "req -keyout server.key -out server.csr" + key);
    std::ofstream{folder / "names"} << "subjectAltName=" << names;
    openssl(folder,
            "x509 -req -days 2 -in server.csr -CA ca.pem -CAkey ca.key -set_serial 1 -extfile names -out "
            "server.pem");
  }
  ~Authority() { std::filesystem::remove_all(folder); }
  Authority(const Authority&) = delete;

  std::string settings(unsigned short port) const {
    return "tls-port " + std::to_string(port) + "\ntls-auth-clients no\ntls-cert-file " + path("server.pem") +
           "\ntls-key-file " + path("server.key") + "\ntls-ca-cert-file " + path("ca.pem");
  }
  std::string path(const char* name) const { return (folder / name).string(); }

  std::filesystem::path folder;
};

bool turned_somebody_away(const RedisServer& server) {
  std::ifstream log{server.folder() / "redis.log"};
  for (std::string line; std::getline(log, line);)
    if (line.find("Error accepting a client connection") != std::string::npos) return true;
  return false;
}

// Whom OpenSSL trusts, while it lives.
struct Trusting {
  explicit Trusting(const Authority& authority) {
    ::setenv("SSL_CERT_FILE", authority.path("ca.pem").c_str(), 1);
  }
  ~Trusting() { ::unsetenv("SSL_CERT_FILE"); }
};

}  // namespace

TEST_SUITE("store/redis_tls") {
  TEST_CASE("Redis is asked over TLS when its certificate is good for its name") {
    const Authority authority{"IP:127.0.0.1,DNS:localhost"};
    const auto port = test::free_port();
    const RedisServer redis{authority.settings(port) + "\nrequirepass word"};
    const Trusting trusting{authority};
    for (const std::string host : {"127.0.0.1", "localhost"}) {
      CAPTURE(host);
      Linked here{"rediss://:word@" + host + ":" + std::to_string(port)};
      REQUIRE(here.connects());
      const std::string large(300'000, 'x');
      CHECK(here.say({"SET", "key", large}) == "OK");
      CHECK(here.say({"GET", "key"}) == large);
      for (int i = 0; i < 200; ++i) here.begin({"ECHO", std::to_string(i)});
      REQUIRE(test::until(here.loop, [&] { return here.answers.size() == 202; }));
      CHECK(here.answers.back() == "199");
    }
  }

  TEST_CASE("a certificate of somebody unknown or for somebody else gets no password") {
    const Authority authority{"DNS:other.example"}, stranger{"IP:127.0.0.1"};
    const auto port = test::free_port(), strange_port = test::free_port();
    const RedisServer redis{authority.settings(port)}, strange{stranger.settings(strange_port)};
    const Trusting trusting{authority};
    const auto refused = [&](const RedisServer& server, unsigned short asked) {
      std::string reason;
      auto options = test::patient("rediss://:word@127.0.0.1:" + std::to_string(asked));
      options.health = std::make_shared<store::RedisHealth>([&](bool, auto why) { reason = why; });
      Linked here{options};
      REQUIRE(test::until(here.loop, [&] { return turned_somebody_away(server); }));
      here.loop.run_for(50ms);
      CHECK_FALSE(here.link.connected());
      CHECK(reason == "certificate not trusted");
      CHECK(server.say({"INFO", "commandstats"}).find("cmdstat_auth") == std::string::npos);
    };
    refused(redis, port);
    refused(strange, strange_port);
  }

  TEST_CASE("a port without TLS is not asked") {
    const RedisServer redis;
    Linked here{"rediss://127.0.0.1:" + std::to_string(redis.port())};
    here.loop.run_for(50ms);
    CHECK_FALSE(here.link.connected());
  }
}
