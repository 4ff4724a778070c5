#include "tests/blackbox/tls_service.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <csignal>
#include <vector>

using namespace harness;

TEST_SUITE_BEGIN("blackbox/tls_certificate");

TEST_CASE("C05: a new certificate is shown after SIGHUP, and open connections go on") {
  const tls::Running running;
  tls::Client before{running.port()};
  CHECK(before.send(tls::robots).answer().status == 200);
  tls::write_pair(running.folder.path(), tls::rsa_key(), "second.example");
  running.service.signal(SIGHUP);
  REQUIRE(tls::says(running.service, "configuration reloaded"));
  CHECK(tls::Client{running.port()}.name() == "second.example");
  CHECK(before.name() == "first.example");
  CHECK(before.send(tls::robots).answer().status == 200);
}

TEST_CASE("a new certificate that cannot be used leaves the old one, and the log says why without its key") {
  const tls::Running running;
  const auto key = read_file(running.folder / "key.pem");
  tls::write_key(running.folder / "key.pem", tls::ecdsa_key());
  running.service.signal(SIGHUP);
  REQUIRE(tls::says(running.service, "configuration not reloaded; the old one stays"));
  CHECK(running.service.log().find("key.pem: does not belong to the certificate cert.pem") !=
        std::string::npos);
  CHECK(running.service.log().find(key.substr(40, 20)) == std::string::npos);
  tls::Client client{running.port()};
  CHECK(client.name() == "first.example");
  CHECK(client.send(tls::robots).answer().status == 200);
}

TEST_CASE("nobody is cut off while certificates are read again and again") {
  const tls::Running running{{{"CLAIMCHECK_LIMITS_CONNECTIONS_PER_IP", "0"}}};
  std::atomic<bool> over = false;
  std::atomic<int> answered = 0, failed = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i)
    clients.emplace_back([&] {
      while (!over) {
        tls::Client client{running.port()};
        for (int request = 0; request < 5; ++request)
          ++(client.send(tls::robots).answer().status == 200 ? answered : failed);
      }
    });
  for (int i = 0; i < 10; ++i) {
    const auto before = running.service.log().size();
    running.service.signal(SIGHUP);
    tls::says(running.service, "configuration reloaded", before);
  }
  over = true;
  for (auto& client : clients) client.join();
  CHECK(answered > 0);
  CHECK(failed == 0);
}

TEST_CASE("a service with a key that others may read does not start, and says what is wrong") {
  const TemporaryFolder folder;
  tls::write_pair(folder.path(), tls::ecdsa_key(), "first.example");
  REQUIRE(run(folder, {"keygen", "claimcheck.keys"}).exit_code == 0);
  std::filesystem::permissions(folder / "key.pem", std::filesystem::perms{0644});
  for (const auto& command : {Arguments{"serve"}, Arguments{"config", "check"}}) {
    const auto ran = run(folder, command, tls::encrypted);
    CHECK(ran.exit_code == 3);
    CHECK(ran.error.find("key.pem: has mode 0644, but must be 0600") != std::string::npos);
  }
}

TEST_SUITE_END();
