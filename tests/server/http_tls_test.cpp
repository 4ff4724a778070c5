#include "server/http/tls.hpp"
#include "tests/blackbox/tls_client.hpp"
#include "tests/server/running.hpp"

#include <doctest/doctest.h>

#include <array>

using server::Method;
using server::Request;
using server::Response;
using server::Services;
using Captures = std::span<const std::string_view>;

namespace {

constexpr std::size_t ten_mebibytes = 10 * 1024 * 1024;

server::Task<Response> echo(Services&, const Request& request, Captures) {
  co_return Response{.content_type = "application/octet-stream", .body = std::string{request.body}};
}

server::Task<Response> manner(Services&, const Request& request, Captures) {
  co_return Response{.content_type = "text/plain", .body = request.secure ? "secure" : "plain"};
}

constexpr std::array table{
    server::Route{Method::post, "/echo", ten_mebibytes, echo},
    server::Route{Method::get, "/manner", 0, manner},
};

struct Papers {
  Scratch papers;
  server::Swapped<server::TlsContext> tls;
  Papers() {
    tls::write_pair(papers / "", tls::ecdsa_key(), "shop.example");
    tls.set(std::make_shared<server::TlsContext>(papers / "cert.pem", papers / "key.pem"));
  }
};

struct Running : Papers, RunningListener {
  Running() : RunningListener{table, "127.0.0.1:0", server::process_deadlines(), &tls} {}
};

}  // namespace

TEST_SUITE_BEGIN("server/http_tls");

TEST_CASE("ten MiB arrive and come back whole over TLS, and the connection goes on") {
  const Running running;
  std::string sent;
  for (std::size_t i = 0; i < ten_mebibytes; ++i) sent += static_cast<char>('a' + i % 23);
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    tls::Client client{running.port(), {.least = version, .most = version}};
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(sent.size()) +
                "\r\n\r\n");
    const auto answer = client.send(sent).answer();
    CHECK(answer.status == 200);
    CHECK((answer.body == sent));
    CHECK(client.send("GET /manner HTTP/1.1\r\nHost: localhost\r\n\r\n").answer().status == 200);
  }
}

TEST_CASE("what came over TLS counts as secure, and its listener names itself so") {
  const Running running;
  tls::Client client{running.port()};
  CHECK(client.send("GET /manner HTTP/1.1\r\nHost: localhost\r\n\r\n").answer().body == "secure");
  CHECK(running.listener->url().starts_with("https://127.0.0.1:"));
}

TEST_CASE(
    "each of many new visitors is answered, however much of a request comes with the end of the handshake") {
  const Running running;
  for (int i = 0; i < 200; ++i) {
    tls::Client client{running.port()};
    REQUIRE(client.send("GET /manner HTTP/1.1\r\nHost: localhost\r\n\r\n").answer().status == 200);
  }
}

TEST_CASE("who asks for the end of the connection is told that it is the end") {
  const Running running;
  tls::Client client{running.port()};
  client.send("GET /manner HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  CHECK(client.answer().status == 200);
  CHECK(client.taken_leave_of());
}

TEST_SUITE_END();
