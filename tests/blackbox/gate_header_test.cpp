#include "tests/blackbox/gate.hpp"

using gate::passed;
using gate::refused;

namespace {

// A request for a page that exists, with these fields.
std::string with(const std::string& fields) { return "GET /robots.txt HTTP/1.1\r\n" + fields + "\r\n"; }

std::string line(const std::string& request_line) { return request_line + "\r\n" + gate::host + "\r\n"; }

}  // namespace

TEST_SUITE_BEGIN("blackbox/gate_header");

TEST_CASE("exactly one host is named") {
  CHECK(refused(with("")) == 400);
  CHECK(refused(with("Host: 127.0.0.1\r\nHost: 127.0.0.1\r\n")) == 400);
  CHECK(refused(with("Host:\r\n")) == 400);
  CHECK(refused(with("Host: a/b\r\n")) == 400);
  CHECK(refused(with("Host: a@127.0.0.1\r\n")) == 400);
}

TEST_CASE("a foreign host is not served, the names of the bound address are") {
  CHECK(refused(with("Host: evil.example\r\n")) == 421);
  CHECK(refused(with("Host: 127.0.0.1.evil.example\r\n")) == 421);
  for (const auto* name : {"localhost", "LOCALHOST:1234", "127.0.0.1", "[::1]:80"})
    CHECK_MESSAGE(passed(with("Host: " + std::string{name} + "\r\n")) == 200, name);
}

TEST_CASE("the host of the public address is served") {
  const gate::Running running{{{"CLAIMCHECK_SERVER_PUBLIC_URL", "https://track.example"}}};
  CHECK(wire::ask(running.service.port(), with("Host: track.example\r\n")).status == 200);
  CHECK(wire::ask(running.service.port(), with("Host: track.example.evil.example\r\n")).status == 421);
}

TEST_CASE("HTTP/1.0 may name no host and keeps the connection only when it says so") {
  CHECK(refused("GET /robots.txt HTTP/1.0\r\n\r\n") == 200);
  const auto kept = wire::ask(gate::port(), "GET /robots.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(kept.field("connection") == "keep-alive");
}

TEST_CASE("five hundred fields are too many") {
  std::string fields = gate::host;
  for (int i = 0; i < 500; ++i) fields += "X: y\r\n";
  CHECK(refused(with(fields)) == 431);
}

TEST_CASE("a header of nine kilobytes is too large") {
  CHECK(refused(with(gate::host + "X: " + std::string(9 * 1024, 'y') + "\r\n")) == 431);
  CHECK(passed(with(gate::host + "X: " + std::string(7 * 1024, 'y') + "\r\n")) == 200);
}

TEST_CASE("an address of three kilobytes is too long") {
  CHECK(refused(line("GET /" + std::string(3 * 1024, 'a') + " HTTP/1.1")) == 414);
  CHECK(refused(line("GET /" + std::string(9 * 1024, 'a') + " HTTP/1.1")) == 414);
  CHECK(passed(line("GET /" + std::string(2 * 1024 - 1, 'a') + " HTTP/1.1")) == 404);
}

TEST_CASE("only a path of this server is a target") {
  for (const auto* target : {"http://127.0.0.1/", "*", "127.0.0.1:80", "/robots.txt#top", "robots.txt",
                             "/\x01", "/\x7f", "/caf\xc3\xa9", "/a b"})
    CHECK_MESSAGE(refused(line(std::string{"GET "} + target + " HTTP/1.1")) == 400, target);
}

TEST_CASE("methods that the service has no use for are not allowed, unknown ones not implemented") {
  for (const auto* method : {"OPTIONS", "TRACE", "CONNECT"})
    CHECK_MESSAGE(refused(line(std::string{method} + " / HTTP/1.1")) == 405, method);
  CHECK(refused(line("OPTIONS * HTTP/1.1")) == 405);
  for (const auto* method : {"BREW", "get", "Get", "PROPFIND"})
    CHECK_MESSAGE(refused(line(std::string{method} + " / HTTP/1.1")) == 501, method);
}

TEST_CASE("a known address tells which methods it takes") {
  const auto answer = wire::ask(gate::port(), "PUT /robots.txt HTTP/1.1\r\n" + gate::host + "\r\n");
  CHECK(answer.status == 405);
  CHECK(answer.field("allow") == "GET, HEAD");
}

TEST_CASE("line ends are CR LF, and a bare one is refused at once") {
  CHECK(refused("GET /robots.txt HTTP/1.1\nHost: 127.0.0.1\n\n") == 400);
  CHECK(refused(with(gate::host + "X: a\nY: b\r\n")) == 400);
  CHECK(refused(with(gate::host + "X: a\rY: b\r\n")) == 400);
}

TEST_CASE("a folded line is refused") {
  CHECK(refused(with(gate::host + "X: a\r\n b\r\n")) == 400);
  CHECK(refused(with(gate::host + "X: a\r\n\tb\r\n")) == 400);
  CHECK(refused("GET / HTTP/1.1\r\n Host: 127.0.0.1\r\n\r\n") == 400);
}

TEST_CASE("a field's name is a token right before its colon") {
  for (const auto* field : {"X : a", "X\t: a", ": a", "nonsense", "X(y): a", "\xc3\xa9: a"})
    CHECK_MESSAGE(refused(with(gate::host + field + "\r\n")) == 400, field);
}

TEST_CASE("NUL and control characters are refused") {
  CHECK(refused(with(gate::host + std::string{"X: a\0b\r\n", 8})) == 400);
  CHECK(refused(with(gate::host + "X: a\x01\r\n")) == 400);
  CHECK(refused(std::string{"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03", 11}) ==
        400);  // TLS on a plain port
}

TEST_CASE("an encoded body is not understood") {
  CHECK(refused(gate::post + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}") == 415);
}

TEST_CASE("ill-formed UTF-8 in a text is refused") {
  CHECK(refused(gate::post + "Content-Type: application/json\r\nContent-Length: 4\r\n\r\n\"\xc3\"\n") == 400);
  CHECK(passed(gate::post + "Content-Type: application/json\r\nContent-Length: 4\r\n\r\n\"\xc3\xa9\"") ==
        401);
}

TEST_CASE("other versions of HTTP are not spoken") {
  CHECK(refused("GET /\r\n\r\n") == 400);  // 0.9
  CHECK(refused("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") == 505);
  CHECK(refused(line("GET / HTTP/3.0")) == 505);
  CHECK(refused(line("GET / HTTP/1.2")) == 505);
  CHECK(refused(line("GET / http/1.1")) == 400);
}

TEST_CASE("an upgrade is ignored") {
  CHECK(passed(with(gate::host +
                    "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n")) ==
        200);
}

TEST_CASE("every answer says not to guess types and not to be embedded, refusals too") {
  for (const auto& request :
       {gate::get, with(""), line("GET /nowhere HTTP/1.1"), gate::post + "Transfer-Encoding: x\r\n\r\n"}) {
    const auto answer = wire::ask(gate::port(), request);
    CHECK(answer.field("x-content-type-options") == "nosniff");
    CHECK(answer.field("cross-origin-resource-policy") == "same-origin");
    CHECK(answer.field("cache-control") == "no-store");
    CHECK_FALSE(answer.field("content-security-policy").empty());
    CHECK_FALSE(answer.field("date").empty());
    CHECK(answer.field("server").empty());
  }
}

TEST_SUITE_END();
