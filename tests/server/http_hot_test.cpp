#include "tests/blackbox/wire.hpp"
#include "tests/server/running.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace std::chrono_literals;
using server::Finished;
using server::Method;
using server::Request;
using server::Response;
using server::Services;
using Captures = std::span<const std::string_view>;

namespace {

constexpr std::size_t large_bytes = 16 * 1024 * 1024;

std::string large_body() {
  std::string body(large_bytes, '\0');
  for (std::size_t i = 0; i < large_bytes; ++i) body[i] = static_cast<char>('a' + i % 23);
  return body;
}

std::shared_ptr<const Finished> made(Response response) {
  return std::make_shared<const Finished>(std::move(response));
}

// Pages that lie ready, by the first letter of what they are asked by; none for others.
std::shared_ptr<const Finished> ready(Services&, const Request&, Captures captures) {
  static const auto page = made({.body = std::string(2000, 'p')});
  static const auto wrong = made({.status = 404, .body = "wrong", .bad_code = true});
  static const auto large = made({.body = large_body(), .compressible = false});
  switch (captures[0][0]) {
    case 'p': return page;
    case 'w': return wrong;
    case 'l': return large;
    case 'x': throw std::runtime_error("the secret reason");
    default: return nullptr;
  }
}

// The same for who comes in pieces, and all others.
server::Task<Response> slowly(Services& services, const Request& request, Captures captures) {
  if (auto page = ready(services, request, captures)) co_return Response{.finished = std::move(page)};
  co_return Response{.content_type = "text/plain", .body = "slow:" + std::string{captures[0]}};
}

constexpr std::array table{server::Route{Method::get, "/t/{}", 0, slowly, true, ready}};

std::string get(std::string_view path, std::string_view fields = "") {
  return "GET " + std::string{path} + " HTTP/1.1\r\nHost: localhost\r\n" + std::string{fields} + "\r\n";
}

}  // namespace

TEST_SUITE_BEGIN("server/http_hot");

TEST_CASE("what lies ready and what must be made are answered in the order in which they were asked for") {
  const RunningListener running{table};
  wire::Connection connection{running.port()};
  std::string all;
  for (int i = 0; i < 100; ++i) all += get("/t/p") + get("/t/s" + std::to_string(i)) + get("/t/p");
  connection.send(all);
  for (int i = 0; i < 100; ++i) {
    REQUIRE(connection.answer().body == std::string(2000, 'p'));
    REQUIRE(connection.answer().body == "slow:s" + std::to_string(i));
    REQUIRE(connection.answer().body == std::string(2000, 'p'));
  }
}

TEST_CASE("what lies ready comes as it was asked for: without its body, compressed, as the last answer") {
  const RunningListener running{table};
  wire::Connection connection{running.port()};
  const auto whole = connection.send(get("/t/p")).answer();
  CHECK(whole.status == 200);
  CHECK(whole.field("date").ends_with(" GMT"));
  CHECK(whole.field("connection").empty());
  const auto head = connection.send("HEAD /t/p HTTP/1.1\r\nHost: localhost\r\n\r\n").answer(true);
  CHECK(head.field("content-length") == "2000");
  const auto brotli = connection.send(get("/t/p", "Accept-Encoding: br\r\n")).answer();
  CHECK(brotli.field("content-encoding") == "br");
  CHECK(brotli.body.size() < 100);
  const auto old = connection.send("GET /t/p HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").answer();
  CHECK(old.field("connection") == "keep-alive");
  const auto last = connection.send(get("/t/p", "Connection: close\r\n") + get("/t/p")).answer();
  CHECK(last.field("connection") == "close");
  CHECK(last.body.size() == 2000);
  CHECK(connection.closed());
}

TEST_CASE("a head that comes in pieces is answered like one that comes at once") {
  const RunningListener running{table};
  wire::Connection connection{running.port()};
  const auto request = get("/t/p");
  for (const auto& piece : {request.substr(0, 1), request.substr(1, 20), request.substr(21) + request})
    connection.send(piece);
  CHECK(connection.answer().body.size() == 2000);
  CHECK(connection.answer().body.size() == 2000);
}

TEST_CASE(
    "a large answer that lies ready arrives whole at a client that reads late, and the next behind it") {
  const RunningListener running{table};
  wire::Connection connection{running.port()};
  connection.send(get("/t/l") + get("/t/p"));
  connection.readable(5s);
  CHECK(connection.answer().body == large_body());
  CHECK(connection.answer().body.size() == 2000);
}

TEST_CASE("who guesses codes is told how long to wait, as cheaply as that they are wrong") {
  RunningListener running{table};
  running.limits.configure({.requests_per_minute = 0, .bad_codes_per_10_minutes = 2});
  wire::Connection connection{running.port()};
  for (int i = 0; i < 2; ++i) CHECK(connection.send(get("/t/w")).answer().status == 404);
  for (int i = 0; i < 2; ++i) {
    const auto stopped = connection.send(get("/t/w")).answer();
    CHECK(stopped.status == 429);
    const auto wait = std::stoi(stopped.field("retry-after"));
    CHECK(wait > 290);
    CHECK(wait <= 300);
    CHECK(stopped.field("cache-control") == "no-store");
  }
  CHECK(connection.send(get("/t/p")).answer().status == 200);
}

TEST_CASE("who asks too often is told so also for what lies ready") {
  RunningListener running{table};
  running.limits.configure({.requests_per_minute = 6, .request_burst = 2});
  wire::Connection connection{running.port()};
  for (int i = 0; i < 2; ++i) CHECK(connection.send(get("/t/p")).answer().status == 200);
  const auto stopped = connection.send(get("/t/p")).answer();
  CHECK(stopped.status == 429);
  CHECK_FALSE(stopped.field("retry-after").empty());
}

TEST_CASE("what breaks while it is looked for ends one connection and harms nobody else") {
  const RunningListener running{table};
  CHECK(wire::ask(running.port(), get("/t/x")).status == 0);
  CHECK(wire::ask(running.port(), get("/t/p")).status == 200);
}

TEST_CASE("hundreds of connections that rest wake where they were") {
  const RunningListener running{table};
  std::vector<wire::Connection> many;
  for (int i = 0; i < 300; ++i)
    REQUIRE(many.emplace_back(running.port()).send(get("/t/p")).answer().status == 200);
  for (auto& one : many) REQUIRE(one.send(get("/t/p")).answer().body.size() == 2000);
}

TEST_SUITE_END();
