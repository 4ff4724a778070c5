#include "server/http/reply.hpp"

#include "server/http/compress.hpp"

#include <doctest/doctest.h>

#include <string>

using server::choose_coding;
using server::Coding;
using server::finish;
using server::Response;

namespace {

const std::string date = "Mon, 05 Jan 2026 12:00:00 GMT";

bool has(const server::Reply& reply, std::string_view line) {
  return reply.head.find("\r\n" + std::string{line} + "\r\n") != std::string::npos;
}
bool names(const server::Reply& reply, std::string_view field) {
  return reply.head.find("\r\n" + std::string{field} + ": ") != std::string::npos;
}

}  // namespace

TEST_SUITE_BEGIN("server/http_reply");

TEST_CASE("the coding that is wanted most is chosen, brotli among equals") {
  CHECK(choose_coding("") == Coding::identity);
  CHECK(choose_coding("gzip, deflate, br") == Coding::brotli);
  CHECK(choose_coding("gzip") == Coding::gzip);
  CHECK(choose_coding("GZIP;q=0.5, br;q=0.4") == Coding::gzip);
  CHECK(choose_coding("br;q=0, gzip") == Coding::gzip);
  CHECK(choose_coding("br;q=0.000") == Coding::identity);
  CHECK(choose_coding("*") == Coding::brotli);
  CHECK(choose_coding("br;q=0, *") == Coding::gzip);
  CHECK(choose_coding("*;q=0") == Coding::identity);
  CHECK(choose_coding("identity, gzip;q=0.5") == Coding::identity);
  CHECK(choose_coding("deflate, zstd") == Coding::identity);
  CHECK(choose_coding("gzip;q=rubbish") == Coding::identity);
  CHECK(choose_coding("gzip ; q=1") == Coding::gzip);
  CHECK(choose_coding(",,;,") == Coding::identity);
}

TEST_CASE("a page goes out closed to everything it does not need") {
  const auto reply = finish({.body = "<p>"}, {.date = date});
  CHECK(reply.head.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(reply.head.ends_with("\r\n\r\n"));
  CHECK(has(reply, "Date: " + date));
  CHECK(has(reply, "Content-Type: text/html; charset=utf-8"));
  CHECK(has(reply, "Content-Length: 3"));
  CHECK(has(reply, "Cache-Control: no-store"));
  CHECK(has(reply, "X-Content-Type-Options: nosniff"));
  CHECK(has(reply, "Cross-Origin-Resource-Policy: same-origin"));
  CHECK(has(reply, "Referrer-Policy: same-origin"));
  CHECK(has(reply, "X-Robots-Tag: noindex, nofollow, noarchive, nosnippet"));
  CHECK(has(reply, "Vary: Accept-Encoding, Accept-Language"));
  CHECK(names(reply, "Cross-Origin-Opener-Policy"));
  CHECK(names(reply, "Permissions-Policy"));
  CHECK(reply.head.find("default-src 'none'; script-src 'self'") != std::string::npos);
  CHECK(reply.head.find("frame-ancestors 'none'") != std::string::npos);
  CHECK_FALSE(names(reply, "Set-Cookie"));
  CHECK_FALSE(names(reply, "Access-Control-Allow-Origin"));
  CHECK_FALSE(names(reply, "Strict-Transport-Security"));
  CHECK_FALSE(names(reply, "Connection"));
  CHECK(reply.body == "<p>");
}

TEST_CASE("an error carries the same fields as what it stands for") {
  for (const int status : {404, 410, 429, 500})
    CHECK(names(finish({.status = status}, {}), "Content-Security-Policy"));
}

TEST_CASE("an asset is kept for a year, its error is not") {
  CHECK(
      has(finish({.kind = Response::Kind::asset}, {}), "Cache-Control: public, max-age=31536000, immutable"));
  CHECK(has(finish({.status = 404, .kind = Response::Kind::asset}, {}), "Cache-Control: no-store"));
}

TEST_CASE("C05: over TLS the browser is told to stay there") {
  CHECK(names(finish({}, {.secure = true}), "Strict-Transport-Security"));
}

TEST_CASE("a field that the handler sets itself stands once, as it set it") {
  Response response{.headers = {{"cache-control", "private"}}};
  const auto reply = finish(std::move(response), {});
  CHECK(has(reply, "cache-control: private"));
  CHECK_FALSE(names(reply, "Cache-Control"));
}

TEST_CASE("a value with a line break does not go out") {
  Response response{.headers = {{"Location", "/\r\nSet-Cookie: a=b"}, {"X-Fine", "yes"}}};
  const auto reply = finish(std::move(response), {});
  CHECK(reply.head.find("Set-Cookie") == std::string::npos);
  CHECK(has(reply, "X-Fine: yes"));
}

TEST_CASE("a long text is compressed as asked") {
  const Response page{.body = std::string(5000, 'a')};
  const auto brotli = finish(page, {.accept_encoding = "br"});
  CHECK(has(brotli, "Content-Encoding: br"));
  CHECK(brotli.body.size() < 100);
  CHECK(has(brotli, "Content-Length: " + std::to_string(brotli.body.size())));
  CHECK(finish(page, {.accept_encoding = "gzip"}).body.starts_with("\x1f\x8b"));
  CHECK(finish(page, {}).body.size() == 5000);
}

TEST_CASE("what is short, compressed already or not to be compressed stays as it is") {
  const server::Manner any{.accept_encoding = "br, gzip"};
  CHECK_FALSE(names(finish({.body = std::string(599, 'a')}, any), "Content-Encoding"));
  CHECK_FALSE(
      names(finish({.content_type = "image/png", .body = std::string(5000, 'a')}, any), "Content-Encoding"));
  CHECK_FALSE(
      names(finish({.body = std::string(5000, 'a'), .compressible = false}, any), "Content-Encoding"));
  Response done{.body = std::string(5000, 'a'), .headers = {{"Content-Encoding", "gzip"}}};
  CHECK(finish(std::move(done), any).body.size() == 5000);
}

TEST_CASE("bytes that do not shrink are not compressed") {
  std::string noise;
  for (std::uint32_t i = 0, x = 1; i < 2000; ++i)
    noise += static_cast<char>((x = x * 1664525 + 1013904223) >> 24);
  CHECK(server::gzip(noise, 9).empty());
  CHECK(server::brotli(noise, 11).empty());
  CHECK_FALSE(server::gzip(std::string(1000, 'a'), 6).empty());
}

TEST_CASE("HEAD is answered like GET, without the body") {
  const Response page{.body = std::string(5000, 'a')};
  const auto head = finish(page, {.accept_encoding = "gzip", .head_only = true});
  const auto get = finish(page, {.accept_encoding = "gzip"});
  CHECK(head.head == get.head);
  CHECK(head.body.empty());
}

TEST_CASE("what says that it has no body has none, and no length") {
  for (const int status : {204, 304}) {
    const auto reply = finish({.status = status, .body = "left over"}, {});
    CHECK(reply.body.empty());
    CHECK_FALSE(names(reply, "Content-Length"));
  }
}

TEST_CASE("the end of the connection is announced, to HTTP/1.0 also that it lives on") {
  CHECK(has(finish({}, {.keep_alive = false}), "Connection: close"));
  CHECK(has(finish({}, {.http_1_0 = true}), "Connection: keep-alive"));
}

TEST_SUITE_END();
