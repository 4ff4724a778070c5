#include "tests/blackbox/tls_service.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <deque>

using namespace harness;

namespace {

std::string metrics(const Service& service) { return wire::get(service.admin_port(), "/metrics").body; }

}  // namespace

TEST_SUITE_BEGIN("blackbox/tls_hostile");

TEST_CASE("a handshake that takes too long is cut off") {
  const tls::Running running{{{"CLAIMCHECK_TEST_DEADLINE_SCALE", "0.02"}}};
  wire::Connection silent{running.port()}, slow{running.port()};
  slow.send("\x16\x03\x01");
  CHECK(slow.closed());
  CHECK(silent.closed());
  CHECK(tls::Client{running.port()}.send(tls::robots).answer().status == 200);
}

TEST_CASE("what is no handshake ends the connection, is counted, and makes no noise in the log") {
  const tls::Running running;
  const auto before = running.service.log().size();
  for (const std::string_view garbage :
       {std::string_view{"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"},
        std::string_view{"\x16\x03\x01\xff\xff", 5}, std::string_view{"\x00\x00\x00\x00\x00\x00", 6},
        std::string_view{"\x16\x03\x01\x00\x05junk!", 10}}) {
    wire::Connection connection{running.port()};
    connection.send(garbage).finish_sending();
    CHECK(tls::comes([&] { return connection.until("never").empty(); }));
  }
  CHECK(tls::comes([&] {
    return metrics(running.service).find("claimcheck_http_refused_total{reason=\"handshake\"} 4") !=
           std::string::npos;
  }));
  CHECK(running.service.log().size() == before);
  CHECK(tls::Client{running.port()}.send(tls::robots).answer().status == 200);
}

TEST_CASE("clients that vanish in the middle of a handshake leave nothing behind") {
  const tls::Running running;
  for (int i = 0; i < 50; ++i) {
    wire::Connection connection{running.port()};
    connection.send(std::string_view{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11});
    connection.close();
  }
  CHECK(tls::comes(
      [&] { return metrics(running.service).find("claimcheck_connections 1\n") != std::string::npos; }));
  CHECK(tls::Client{running.port()}.send(tls::robots).answer().status == 200);
}

TEST_CASE("when the service ends it takes leave of who is connected") {
  tls::Running running;
  tls::Client client{running.port()};
  CHECK(client.send(tls::robots).answer().status == 200);
  running.service.signal(SIGTERM);
  CHECK(client.taken_leave_of());
  CHECK(running.service.wait() == 0);
}

TEST_CASE("a thousand idle connections cost little memory") {
  const tls::Running running{{{"CLAIMCHECK_LIMITS_CONNECTIONS_PER_IP", "0"},
                              {"CLAIMCHECK_SERVER_THREADS", "1"},
                              {"CLAIMCHECK_TEST_DEADLINE_SCALE", "20"}}};
  std::deque<tls::Client> clients;
  const auto connect = [&](std::size_t count) {
    while (clients.size() < count) {
      clients.emplace_back(running.port());
      REQUIRE(clients.back().send(tls::robots).answer().status == 200);
    }
  };
  connect(100);  // what the first ones make once and for all
  const auto before = memory_of(running.service.pid());
  connect(1100);
  const auto each = (memory_of(running.service.pid()) - before) / 1000;
  MESSAGE(each, " bytes a connection");
  if (memory_counts) CHECK(each < 48 * 1024);
}

TEST_SUITE_END();
