#include "server/http/gate.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using server::Head;
using server::Method;
using server::Refused;
using server::Verdict;

namespace {

using Fields = std::vector<std::pair<std::string_view, std::string_view>>;

bool known(std::string_view host) {
  return host == "track.example" || host == "127.0.0.1" || host == "[::1]";
}

Verdict check(std::string_view method, std::string_view target, Fields more = {}, bool http_1_0 = false) {
  Head head{.method = method, .target = target, .http_1_0 = http_1_0, .fields = {{"Host", "track.example"}}};
  head.fields.insert(head.fields.end(), more.begin(), more.end());
  return server::check(head, known);
}

Verdict for_hosts(Fields hosts, bool http_1_0 = false) {
  return server::check({.method = "GET", .target = "/", .http_1_0 = http_1_0, .fields = std::move(hosts)},
                       known);
}

int for_host(std::string_view host) { return for_hosts({{"Host", host}}).refused.status; }

int with_length(std::string_view length) {
  return check("POST", "/", {{"Content-Length", length}}).refused.status;
}

}  // namespace

TEST_SUITE_BEGIN("server/http_gate");

TEST_CASE("a plain request passes, its target parted at the first question mark") {
  const auto verdict = check("GET", "/t/abc?lang=de?x");
  CHECK_FALSE(verdict.refused);
  CHECK(verdict.method == Method::get);
  CHECK(verdict.path == "/t/abc");
  CHECK(verdict.query == "lang=de?x");
  CHECK(verdict.content_length == 0);
  CHECK(verdict.keep_alive);
}

TEST_CASE(
    "the methods of the service pass, others of the standard are not allowed, the rest not implemented") {
  CHECK(check("HEAD", "/").method == Method::head);
  CHECK(check("POST", "/").method == Method::post);
  CHECK(check("PUT", "/").method == Method::put);
  CHECK(check("PATCH", "/").method == Method::patch);
  CHECK(check("DELETE", "/").method == Method::del);
  for (const auto* method : {"OPTIONS", "CONNECT", "TRACE"}) CHECK(check(method, "/").refused.status == 405);
  for (const auto* method : {"get", "Get", "BREW", "GETX"}) CHECK(check(method, "/").refused.status == 501);
}

TEST_CASE("only a path of this server is a target") {
  for (const auto* target :
       {"http://track.example/", "*", "track.example:80", "t/abc", "/t/abc#part", "/\x80", "/a b", ""})
    CHECK_MESSAGE(check("GET", target).refused.status == 400, target);
  CHECK(check("OPTIONS", "*").refused.status == 405);
  CHECK(check("GET", "/" + std::string(2047, 'a')).refused.status == 0);
  CHECK(check("GET", "/" + std::string(2048, 'a')).refused == Refused{414, "target"});
}

TEST_CASE("one host is named, and it is ours") {
  for (const auto* host :
       {"track.example", "TRACK.example", "track.example:8443", "127.0.0.1:80", "[::1]", "[::1]:8080"})
    CHECK_MESSAGE(for_host(host) == 0, host);
  for (const auto* host :
       {"evil.example", "track.example.evil.example", "track.example.", "10.0.0.1", "[::2]"})
    CHECK_MESSAGE(for_host(host) == 421, host);
  for (const auto* host :
       {"", "a/b", "a b", "a@b", "track.example:", "track.example:80a", "track.example:123456", "[::1", "[]",
        "[::1]x", "[::g]", "a,b", "track.example:80:80", "a%2eb", "a\"", "caf\xc3\xa9"})
    CHECK_MESSAGE(for_host(host) == 400, host);
}

TEST_CASE("no host and two hosts are refused, even two alike; HTTP/1.0 may name none") {
  CHECK(for_hosts({}).refused == Refused{400, "host"});
  CHECK(for_hosts({{"Host", "track.example"}, {"host", "track.example"}}).refused == Refused{400, "host"});
  CHECK(for_hosts({}, true).refused.status == 0);
  CHECK(for_hosts({{"Host", "evil.example"}}, true).refused.status == 421);
}

TEST_CASE("a length is one to nine digits") {
  CHECK(with_length("0") == 0);
  CHECK(check("POST", "/", {{"Content-Length", "123456789"}}).content_length == 123'456'789);
  CHECK(with_length("10000000000") == 413);  // 10 GB
  CHECK(with_length("0000000005") == 413);
  for (const auto* length :
       {"", "+5", "-5", "0x5", "5, 5", "5 5", "5,", "5.0", "5e1", "five", " ", "\xc2\xb2"})
    CHECK_MESSAGE(with_length(length) == 400, length);
  CHECK(check("POST", "/", {{"Content-Length", "5"}, {"content-length", "5"}}).refused.status == 400);
  CHECK(check("POST", "/", {{"Content-Length", "5"}, {"Content-Length", "6"}}).refused.status == 400);
}

TEST_CASE("a Transfer-Encoding is refused before anything else is judged") {
  CHECK(check("BREW", "*", {{"Content-Length", "x"}, {"Transfer-Encoding", "chunked"}}).refused.status ==
        411);
}

TEST_CASE("an encoded body is not understood") {
  CHECK(check("POST", "/", {{"Content-Encoding", "gzip"}}).refused == Refused{415, "content_encoding"});
}

TEST_CASE("only 100-continue can be expected, and only with a body and from HTTP/1.1") {
  CHECK(check("POST", "/", {{"Expect", "100-Continue"}, {"Content-Length", "5"}}).wants_continue);
  CHECK_FALSE(check("POST", "/", {{"Expect", "100-continue"}}).wants_continue);
  CHECK_FALSE(check("POST", "/", {{"Expect", "100-continue"}, {"Content-Length", "5"}}, true).wants_continue);
  CHECK(check("GET", "/", {{"Expect", "miracles"}}).refused.status == 417);
  CHECK(check("GET", "/", {{"Expect", "100-continue"}, {"Expect", "100-continue"}}).refused.status == 417);
}

TEST_CASE("a connection lives on unless either side's version or word ends it") {
  CHECK_FALSE(check("GET", "/", {{"Connection", "close"}}).keep_alive);
  CHECK_FALSE(check("GET", "/", {{"Connection", "x, Close"}}).keep_alive);
  CHECK_FALSE(check("GET", "/", {{"Connection", "keep-alive"}, {"Connection", "close"}}).keep_alive);
  CHECK_FALSE(check("GET", "/", {}, true).keep_alive);
  CHECK(check("GET", "/", {{"Connection", "Keep-Alive"}}, true).keep_alive);
  CHECK_FALSE(check("BREW", "/").keep_alive);
}

TEST_CASE("an upgrade is ignored") {
  CHECK_FALSE(check("GET", "/", {{"Connection", "Upgrade"}, {"Upgrade", "h2c"}}).refused);
}

TEST_CASE("texts, JSON and forms must be UTF-8, files need not") {
  for (const auto* type : {"text/plain", "TEXT/html; charset=utf-8", "application/json",
                           "application/problem+json", "application/x-www-form-urlencoded"})
    CHECK_MESSAGE(server::is_text(type), type);
  for (const auto* type : {"image/png", "application/octet-stream", "multipart/form-data; boundary=a", ""})
    CHECK_FALSE_MESSAGE(server::is_text(type), type);
}

TEST_SUITE_END();
