#include "tests/blackbox/gate.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include <sys/resource.h>

using namespace std::chrono_literals;

namespace {

const harness::Environment hurried{{"CLAIMCHECK_TEST_DEADLINE_SCALE", "0.05"},
                                   {"CLAIMCHECK_SERVER_THREADS", "1"}};

// Sends a byte now and then until something comes back, and says what.
wire::Answer trickle(wire::Connection& connection, char byte) {
  const auto patience = std::chrono::steady_clock::now() + 20s;
  while (!connection.readable(20ms) && std::chrono::steady_clock::now() < patience)
    connection.send({&byte, 1});
  return connection.answer();
}

rlim_t descriptors_of(pid_t pid) {
  const std::filesystem::directory_iterator all{"/proc/" + std::to_string(pid) + "/fd"};
  return static_cast<rlim_t>(std::distance(begin(all), end(all)));
}

void limit_descriptors(pid_t pid, rlim_t most) {
  rlimit limit{};
  REQUIRE(::prlimit(pid, RLIMIT_NOFILE, nullptr, &limit) == 0);
  limit.rlim_cur = most;
  REQUIRE(::prlimit(pid, RLIMIT_NOFILE, &limit, nullptr) == 0);
}

// Processor time that a process has used so far, in clock ticks (a hundredth of a second).
long ticks_of(pid_t pid) {
  std::ifstream in{"/proc/" + std::to_string(pid) + "/stat"};
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  std::istringstream fields{text.substr(text.rfind(')') + 2)};
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  long user = 0, system = 0;
  fields >> user >> system;
  return user + system;
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/gate_time");

TEST_CASE("a header that trickles in is cut off after its time, however lively it looks") {
  const gate::Running running{hurried};
  wire::Connection connection{running.service.port()};
  connection.send("GET / HTTP/1.1\r\nX: ");
  CHECK(trickle(connection, 'y').status == 408);
  CHECK(connection.closed());
}

TEST_CASE("a body that trickles in is cut off after its time") {
  const gate::Running running{hurried};
  wire::Connection connection{running.service.port()};
  connection.send(gate::post + "Content-Length: 100000\r\n\r\n");
  CHECK(trickle(connection, ' ').status == 408);
  CHECK(connection.closed());
}

TEST_CASE("an idle connection is closed without a word") {
  const gate::Running running{hurried};
  wire::Connection fresh{running.service.port()};
  wire::Connection used{running.service.port()};
  REQUIRE(used.send(gate::get).answer().status == 200);
  CHECK(fresh.answer().status == 0);
  CHECK(fresh.closed());
  CHECK(used.closed());
}

TEST_CASE("a connection that keeps asking is not cut off") {
  const gate::Running running{hurried};
  wire::Connection connection{running.service.port()};
  const auto long_enough = std::chrono::steady_clock::now() + 2s;  // longer than any deadline
  while (std::chrono::steady_clock::now() < long_enough) {
    REQUIRE(connection.send(gate::get).answer().status == 200);
    connection.readable(20ms);
  }
}

TEST_CASE("a service that is told to end finishes what is in flight and lets go of what is idle") {
  gate::Running running;
  wire::Connection idle{running.service.port()};
  wire::Connection header{running.service.port()};
  wire::Connection body{running.service.port()};
  REQUIRE(idle.send(gate::get).answer().status == 200);
  header.send("GET /robots.txt HTTP/1.1\r\n");
  body.send(gate::post + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  REQUIRE(body.answer().status == 100);

  running.service.signal(SIGTERM);
  CHECK(idle.closed());
  CHECK_FALSE(running.service.ended());
  const auto first = header.send(gate::host + "\r\n").answer();
  CHECK(first.status == 200);
  CHECK(first.field("connection") == "close");
  CHECK(header.closed());
  CHECK(body.send("{}").answer().status == 401);
  CHECK(body.closed());
  CHECK(running.service.wait() == 0);
  CHECK_THROWS(wire::Connection{running.service.port()});
}

TEST_CASE("a request that never ends does not keep a service from ending") {
  gate::Running running{hurried};
  wire::Connection stuck{running.service.port()};
  stuck.send(gate::post + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  REQUIRE(stuck.answer().status == 100);
  CHECK(running.service.stop() == 0);
}

TEST_CASE("a second service on the same address is refused, and the address is free again after the first") {
  gate::Running first;
  const auto address = "127.0.0.1:" + std::to_string(first.service.port());
  const harness::TemporaryFolder folder;
  REQUIRE(harness::run(folder, {"keygen", "claimcheck.keys"}).exit_code == 0);
  const auto second = harness::run(folder, {"serve", "--listen", address});
  CHECK(second.exit_code == 1);
  CHECK(second.error.find("cannot listen on " + address) != std::string::npos);

  wire::Connection open{first.service.port()};
  REQUIRE(open.send(gate::get).answer().status == 200);
  REQUIRE(first.service.stop() == 0);
  const harness::Service again{folder, {{"CLAIMCHECK_SERVER_LISTEN", address}}};
  CHECK(wire::ask(again.port(), gate::get).status == 200);
}

TEST_CASE("out of descriptors the idlest make room") {
  const gate::Running running{{{"CLAIMCHECK_SERVER_THREADS", "1"}}};
  const auto& service = running.service;
  limit_descriptors(service.pid(), descriptors_of(service.pid()) + 4);
  std::vector<wire::Connection> many;
  for (int i = 0; i < 40; ++i) {
    auto& latest = many.emplace_back(service.port());
    REQUIRE(latest.send(gate::get).answer().status == 200);
  }
  CHECK(many.front().closed());
  CHECK(many.back().send(gate::get).answer().status == 200);
}

TEST_CASE("out of descriptors with nobody idle it turns away, does not spin, and recovers") {
  const gate::Running running{{{"CLAIMCHECK_SERVER_THREADS", "1"}}};
  const auto& service = running.service;
  limit_descriptors(service.pid(), descriptors_of(service.pid()) + 4);
  std::vector<wire::Connection> busy;  // until one more does not get in
  while (busy.size() < 40) {
    wire::Connection next{service.port()};
    if (next.send(gate::post + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n").answer().status != 100)
      break;
    busy.push_back(std::move(next));
  }
  REQUIRE(busy.size() < 40);
  const auto before = ticks_of(service.pid());
  std::vector<wire::Connection> waiting;
  for (int i = 0; i < 10; ++i) waiting.emplace_back(service.port());
  for (auto& unlucky : waiting) CHECK(unlucky.closed());
  CHECK(ticks_of(service.pid()) - before < 40);  // of well over half a second that they waited

  for (auto& one : busy) CHECK(one.send("{}").answer().status == 401);
  busy.clear();
  wire::Answer answer;
  const auto patience = std::chrono::steady_clock::now() + 20s;
  while (answer.status == 0 && std::chrono::steady_clock::now() < patience)
    answer = wire::Connection{service.port()}.send(gate::get).answer();
  CHECK(answer.status == 200);
}

TEST_SUITE_END();
