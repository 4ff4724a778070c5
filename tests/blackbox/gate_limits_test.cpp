#include "tests/blackbox/gate.hpp"

#include <vector>

namespace {

std::string lookup(std::string_view from = "") {
  auto request = "GET /t/0000000000000000000000000000000 HTTP/1.1\r\n" + gate::host;
  if (!from.empty()) request.append("X-Forwarded-For: ").append(from).append("\r\n");
  return request + "\r\n";
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/gate_limits");

TEST_CASE("who asks too often is told when to come back, and on the same connection") {
  const gate::Running running{
      {{"CLAIMCHECK_LIMITS_REQUESTS_PER_MINUTE", "6"}, {"CLAIMCHECK_LIMITS_REQUEST_BURST", "3"}}};
  wire::Connection connection{running.service.port()};
  for (int i = 0; i < 3; ++i) REQUIRE(connection.send(gate::get).answer().status == 200);
  const auto refused = connection.send(gate::get).answer();
  CHECK(refused.status == 429);
  const auto wait = std::stoi(refused.field("retry-after"));
  CHECK(wait >= 1);
  CHECK(wait <= 10);
  CHECK(connection.send(gate::get).answer().status == 429);
}

TEST_CASE("who guesses codes is stopped while good addresses still open") {
  const gate::Running running{{{"CLAIMCHECK_LIMITS_BAD_CODES_PER_10_MINUTES", "5"}}};
  wire::Connection connection{running.service.port()};
  for (int i = 0; i < 5; ++i) REQUIRE(connection.send(lookup()).answer().status == 404);
  const auto stopped = connection.send(lookup()).answer();
  CHECK(stopped.status == 429);
  CHECK_FALSE(stopped.field("retry-after").empty());
  CHECK(connection.send(gate::get).answer().status == 200);
}

TEST_CASE("customers behind a trusted proxy are counted one by one") {
  const harness::Environment limit{{"CLAIMCHECK_LIMITS_BAD_CODES_PER_10_MINUTES", "1"}};
  auto behind_proxy = limit;
  behind_proxy["CLAIMCHECK_SERVER_TRUSTED_PROXIES"] = "127.0.0.0/8";
  {
    const gate::Running running{behind_proxy};
    const auto port = running.service.port();
    CHECK(wire::ask(port, lookup("203.0.113.1")).status == 404);
    CHECK(wire::ask(port, lookup("203.0.113.2")).status == 404);
    CHECK(wire::ask(port, lookup("203.0.113.9, 203.0.113.1")).status == 429);
  }
  const gate::Running running{limit};  // believed of nobody else
  CHECK(wire::ask(running.service.port(), lookup("203.0.113.1")).status == 404);
  CHECK(wire::ask(running.service.port(), lookup("203.0.113.2")).status == 429);
}

TEST_CASE("behind a trusted proxy the log names who met a limit, and not the proxy") {
  gate::Running running{{{"CLAIMCHECK_LIMITS_BAD_CODES_PER_10_MINUTES", "1"},
                         {"CLAIMCHECK_SERVER_TRUSTED_PROXIES", "127.0.0.0/8"}}};
  for (const int status : {404, 429})
    REQUIRE(wire::ask(running.service.port(), lookup("203.0.113.1")).status == status);
  REQUIRE(running.service.stop() == 0);
  const auto log = running.service.log();
  const auto met = log.substr(log.find("limit met"));
  CHECK(met.substr(0, met.find('\n')).find(R"("client":"203.0.113.0")") != std::string::npos);
}

TEST_CASE("one address holds only so many connections, others are let in") {
  const gate::Running running{{{"CLAIMCHECK_LIMITS_CONNECTIONS_PER_IP", "3"}}};
  const auto port = running.service.port();
  std::vector<wire::Connection> held;
  for (int i = 0; i < 3; ++i) REQUIRE(held.emplace_back(port).send(gate::get).answer().status == 200);
  CHECK(wire::Connection{port}.send(gate::get).answer().status == 0);
  CHECK(wire::Connection{port, "127.0.0.2"}.send(gate::get).answer().status == 200);
  held.pop_back();
  wire::Answer again;
  while (again.status == 0) again = wire::Connection{port}.send(gate::get).answer();
  CHECK(again.status == 200);
}

TEST_CASE("at the limit of connections the idlest makes room") {
  const gate::Running running{{{"CLAIMCHECK_LIMITS_CONNECTIONS", "2"}, {"CLAIMCHECK_SERVER_THREADS", "1"}}};
  const auto port = running.service.port();
  wire::Connection idlest{port}, other{port};
  REQUIRE(idlest.send(gate::get).answer().status == 200);
  REQUIRE(other.send(gate::get).answer().status == 200);
  CHECK(wire::Connection{port}.send(gate::get).answer().status == 200);
  CHECK(idlest.closed());
  CHECK(other.send(gate::get).answer().status == 200);
}

TEST_CASE("the admin listener counts what was refused and shows no address") {
  const gate::Running running;
  REQUIRE(gate::refused(gate::post + "Transfer-Encoding: chunked\r\n\r\n", running.service.port()) == 411);
  REQUIRE(wire::ask(running.service.port(), lookup()).status == 404);
  const auto metrics = wire::get(running.service.admin_port(), "/metrics");
  CHECK(metrics.status == 200);
  CHECK(metrics.body.find("claimcheck_http_refused_total{reason=\"transfer_encoding\"} 1") !=
        std::string::npos);
  CHECK(
      metrics.body.find("claimcheck_http_requests_total{method=\"GET\",route=\"/t/{}\",status=\"4xx\"} 1") !=
      std::string::npos);
  CHECK(metrics.body.find("claimcheck_store_operations_total{operation=\"find_link\"} 0") !=
        std::string::npos);
  CHECK(metrics.body.find("00000000000000") == std::string::npos);
  CHECK(wire::get(running.service.admin_port(), "/healthz").body == "alive\n");
  CHECK(wire::get(running.service.admin_port(), "/readyz").body == "ready\n");
  CHECK(wire::get(running.service.port(), "/metrics").status == 404);
}

TEST_CASE("a request leaves one line that names the route and not the address") {
  gate::Running running;
  REQUIRE(wire::ask(running.service.port(), lookup()).status == 404);
  REQUIRE(running.service.stop() == 0);
  const auto log = running.service.log();
  CHECK(log.find("\"route\":\"/t/{}\"") != std::string::npos);
  CHECK(log.find("\"status\":404") != std::string::npos);
  CHECK(log.find("00000000000000") == std::string::npos);
}

TEST_SUITE_END();
