#include "tests/blackbox/wire.hpp"
#include "tests/server/running.hpp"

#include <doctest/doctest.h>

#include <array>
#include <future>

using namespace std::chrono_literals;
using server::Method;
using server::Request;
using server::Response;
using server::Services;
using Captures = std::span<const std::string_view>;

namespace {

server::Task<Response> breaks(Services&, const Request&, Captures) {
  throw std::runtime_error("the secret reason");
  co_return Response{};
}

server::Task<Response> unavailable(Services&, const Request&, Captures) {
  throw store::Unavailable("disk full");
  co_return Response{};
}

constexpr std::size_t large_bytes = 16 * 1024 * 1024;

server::Task<Response> large(Services&, const Request&, Captures) {
  Response response{.content_type = "application/octet-stream"};
  for (std::size_t i = 0; i < large_bytes; ++i) response.body += static_cast<char>('a' + i % 23);
  co_return response;
}

server::Task<Response> echo(Services&, const Request& request, Captures captures) {
  co_return Response{.content_type = "text/plain",
                     .body = std::string{captures[0]} + ":" + std::string{request.body}};
}

std::promise<void> entered;  // by a handler that has begun

server::Task<Response> slow(Services&, const Request&, Captures) {
  entered.set_value();
  server::Timer timer{co_await boost::asio::this_coro::executor, 200ms};
  co_await timer.async_wait(server::as_result);
  co_return Response{.body = "done"};
}

constexpr std::array table{
    server::Route{Method::get, "/breaks", 0, breaks},
    server::Route{Method::get, "/unavailable", 0, unavailable},
    server::Route{Method::get, "/large", 0, large},
    server::Route{Method::get, "/slow", 0, slow},
    server::Route{Method::post, "/echo/{}", 100'000, echo},
};

struct Running : RunningListener {
  explicit Running(std::string listen = "127.0.0.1:0") : RunningListener{table, std::move(listen)} {}
};

std::string get(std::string_view path) {
  return "GET " + std::string{path} + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

}  // namespace

TEST_SUITE_BEGIN("server/http_connection");

TEST_CASE(
    "what breaks in a handler is answered with a number and not with the reason, and the connection lives "
    "on") {
  const Running running;
  wire::Connection connection{running.port()};
  const auto answer = connection.send(get("/breaks")).answer();
  CHECK(answer.status == 500);
  CHECK(answer.body.find("secret reason") == std::string::npos);
  CHECK(answer.field("cache-control") == "no-store");
  CHECK(connection.send(get("/unavailable")).answer().status == 503);
}

TEST_CASE("a store that cannot be reached is answered with when to try again") {
  const Running running;
  const auto answer = wire::ask(running.port(), get("/unavailable"));
  CHECK(answer.status == 503);
  CHECK_FALSE(answer.field("retry-after").empty());
}

TEST_CASE("a large answer arrives whole at a client that reads late") {
  const Running running;
  wire::Connection connection{running.port()};
  connection.send(get("/large") + get("/breaks"));
  connection.readable(5s);
  const auto answer = connection.answer();
  REQUIRE(answer.body.size() == large_bytes);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < large_bytes; ++i) wrong += answer.body[i] != static_cast<char>('a' + i % 23);
  CHECK(wrong == 0);
  CHECK(connection.answer().status == 500);
}

TEST_CASE("a client that goes away in the middle of a large answer harms nobody") {
  const Running running;
  { wire::Connection{running.port()}.send(get("/large")).readable(5s); }
  CHECK(wire::ask(running.port(), get("/breaks")).status == 500);
}

TEST_CASE("a handler gets the body as it was sent and the blanks of its route") {
  const Running running;
  wire::Connection connection{running.port()};
  const std::string body(90'000, 'x');
  const std::string head = "POST /echo/a%20b HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";
  const auto first = connection.send(head + "90000\r\n\r\n" + body).answer();
  CHECK(first.body == "a%20b:" + body);
  CHECK(connection.send(head + "0\r\n\r\n").answer().body == "a%20b:");
}

TEST_CASE("an answer that is being made when the service ends is still given") {
  Running running;
  entered = {};
  wire::Connection connection{running.port()};
  connection.send(get("/slow"));
  entered.get_future().wait();
  running.listener->stop();
  const auto answer = connection.answer();
  CHECK(answer.status == 200);
  CHECK(answer.body == "done");
  CHECK(answer.field("connection") == "close");
}

TEST_CASE("a listener on every address knows itself by each of them, and by no other name") {
  const Running running{"[::]:0"};
  CHECK(wire::ask(running.port(), "GET /x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").status == 404);
  CHECK(wire::ask(running.port(), "GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 404);
  CHECK(wire::ask(running.port(), "GET /x HTTP/1.1\r\nHost: evil.example\r\n\r\n").status == 421);
  CHECK(running.listener->url() == "http://[::]:" + std::to_string(running.port()));
}

TEST_CASE("an address to listen on is an address and a port") {
  CHECK(server::parse_endpoint("127.0.0.1:8080").port() == 8080);
  CHECK(server::parse_endpoint("[::1]:0").address().is_v6());
  CHECK(server::parse_endpoint("localhost:80").address().is_loopback());
  for (const auto* text :
       {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:80x", "host.example:80", "[::1"})
    CHECK_THROWS_AS(server::parse_endpoint(text), server::ConfigError);
}

TEST_SUITE_END();
