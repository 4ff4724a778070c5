#include "server/http/head.hpp"

#include <doctest/doctest.h>

#include <string>

using server::Head;
using server::Refused;

namespace {

Refused parse(const std::string& raw) {
  Head head;
  return server::parse_head(raw, head);
}

// A request whose header has these further lines.
Refused with(const std::string& lines) { return parse("GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n"); }

Refused with_line(const std::string& request_line) { return parse(request_line + "\r\nHost: a\r\n\r\n"); }

}  // namespace

TEST_SUITE_BEGIN("server/http_head");

TEST_CASE("a header is split into method, target, version and fields as they were sent") {
  const std::string raw =
      "POST /t/a%2Fb?x=1 HTTP/1.0\r\nHost: Example.test \r\nX-Empty:\r\nx-two:\ta\tb\r\n\r\n";
  Head head;
  REQUIRE_FALSE(server::parse_head(raw, head));
  CHECK(head.method == "POST");
  CHECK(head.target == "/t/a%2Fb?x=1");
  CHECK(head.http_1_0);
  REQUIRE(head.fields.size() == 3);
  CHECK(head.fields[0].first == "Host");
  CHECK(head.fields[0].second == "Example.test");
  CHECK(head.fields[1].second.empty());
  CHECK(head.fields[2].second == "a\tb");
}

TEST_CASE("the fields of the request before are forgotten") {
  const std::string raw = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  Head head;
  REQUIRE_FALSE(server::parse_head(raw, head));
  REQUIRE_FALSE(server::parse_head(raw, head));
  CHECK(head.fields.size() == 1);
}

TEST_CASE("a line break that is none and a NUL are refused wherever they stand") {
  CHECK(parse("GET / HTTP/1.1\nHost: a\r\n\r\n").status == 400);
  CHECK(parse("GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n").status == 400);
  CHECK(with(std::string{"X: a\0b\r\n", 8}).status == 400);
}

TEST_CASE("bytes are judged as they come in, so that a header which cannot end well is not waited for") {
  CHECK(server::may_be_header("GET / HTTP/1.1\r", 0));  // the LF may still come
  CHECK_FALSE(server::may_be_header("GET / HTTP/1.1\rX", 14));
  CHECK_FALSE(server::may_be_header("GET / HTTP/1.1\n", 0));
  CHECK(server::may_be_header("\nGET", 1));                                        // only from there on
  CHECK_FALSE(server::may_be_header(std::string_view{"\x16\x03\x01\x00", 4}, 0));  // a TLS greeting
}

TEST_CASE("a folded line is refused") {
  CHECK(with("X: a\r\n b\r\n") == Refused{400, "folded"});
  CHECK(with("X: a\r\n\tb\r\n") == Refused{400, "folded"});
  CHECK(parse("GET / HTTP/1.1\r\n Host: a\r\n\r\n") == Refused{400, "folded"});
}

TEST_CASE("a field's name is a token right before its colon") {
  for (const auto* line :
       {"X : a\r\n", "X\t: a\r\n", ": a\r\n", "no colon\r\n", "X\x01: a\r\n", "X(: a\r\n", "\xc3\xa9: a\r\n"})
    CHECK_MESSAGE(with(line).status == 400, line);
  CHECK_FALSE(with("!#$%&'*+-.^_`|~09azAZ: a\r\n"));
}

TEST_CASE("a control character in a value is refused") {
  CHECK(with("X: a\x01\r\n").status == 400);
  CHECK(with("X: a\x7f\r\n").status == 400);
}

TEST_CASE("any Transfer-Encoding is refused as such, whatever stands beside it") {
  for (const auto* lines : {"Transfer-Encoding: chunked\r\n", "transfer-encoding: gzip\r\n",
                            "TRANSFER-ENCODING:\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                            "Transfer-Encoding: \x0b"
                            "chunked\r\n"})
    CHECK_MESSAGE(with(lines).status == 411, lines);
  CHECK(parse("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n").status == 411);
  CHECK(with("Transfer-Encoding : chunked\r\n").status == 400);
}

TEST_CASE("64 fields are taken and 65 are not") {
  std::string lines;
  for (int i = 0; i < 63; ++i) lines += "X: a\r\n";  // beside Host
  CHECK_FALSE(with(lines));
  CHECK(with(lines + "X: a\r\n") == Refused{431, "fields"});
}

TEST_CASE("a target of 2 KiB is taken and one byte more is not") {
  const std::string longest = "/" + std::string(server::max_target_bytes - 1, 'a');
  CHECK_FALSE(with_line("GET " + longest + " HTTP/1.1"));
  CHECK(with_line("GET " + longest + "a HTTP/1.1") == Refused{414, "target"});
}

TEST_CASE("only HTTP/1.0 and HTTP/1.1 are spoken") {
  for (const auto* line : {"GET / HTTP/2.0", "GET / HTTP/1.2", "GET / HTTP/0.9", "PRI * HTTP/2.0"})
    CHECK_MESSAGE(with_line(line).status == 505, line);
  for (const auto* line : {"GET /", "GET / http/1.1", "GET / HTTP/1", "GET / HTTP/1.1 ", "GET / HTTP/11.1",
                           "GET", "GET / XTTP/1.1", "GET / HTTP/+1.1", "GET  / HTTP/1.1", " GET / HTTP/1.1",
                           "GET /\tHTTP/1.1", "GET / a HTTP/1.1"})
    CHECK_MESSAGE(with_line(line).status == 400, line);
  CHECK(parse("\r\n\r\n").status == 400);
}

TEST_CASE("a target holds no control characters and nothing beyond ASCII") {
  CHECK(with_line("GET /\x01 HTTP/1.1").status == 400);
  CHECK(with_line("GET /\x7f HTTP/1.1").status == 400);
  CHECK(with_line("GET /caf\xc3\xa9 HTTP/1.1").status == 400);
}

TEST_SUITE_END();
