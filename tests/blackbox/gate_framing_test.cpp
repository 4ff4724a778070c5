#include "tests/blackbox/gate.hpp"

using gate::passed;
using gate::post;
using gate::refused;

// Where a request ends. Two servers that disagree about it let one customer's request hide in another's.
TEST_SUITE_BEGIN("blackbox/gate_framing");

TEST_CASE("a body in an unknown coding that is itself a request is never answered as one") {
  CHECK(refused(post + "Transfer-Encoding: gzip\r\n\r\n" + gate::get) == 411);
}

TEST_CASE("chunks are refused, however they are announced") {
  CHECK(refused(post + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 411);
  CHECK(refused(post + "transfer-encoding: identity\r\n\r\n") == 411);
  CHECK(refused(post + "Transfer-Encoding:\r\n\r\n") == 411);
  CHECK(refused(post + "Transfer-Encoding: xchunked\r\n\r\n") == 411);
}

TEST_CASE("a length beside a Transfer-Encoding is refused in both orders") {
  CHECK(refused(post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 411);
  CHECK(refused(post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n") == 411);
}

TEST_CASE("HTTP/1.0 knows no Transfer-Encoding either") {
  CHECK(refused("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 411);
}

TEST_CASE("chunks with trailers are refused with their chunks") {
  CHECK(refused(post + "Transfer-Encoding: chunked\r\nTrailer: X\r\n\r\n2\r\n{}\r\n0\r\nX: y\r\n\r\n" +
                gate::get) == 411);
}

TEST_CASE("a Transfer-Encoding hidden behind a space or a fold is refused") {
  CHECK(refused(post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n") == 400);
  CHECK(refused(post + "X: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 400);
}

TEST_CASE("two lengths are refused, even two alike") {
  CHECK(refused(post + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}") == 400);
  CHECK(refused(post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}") == 400);
}

TEST_CASE("a length is digits and nothing else") {
  for (const auto* length : {"+5", "-5", "0x5", "5, 5", "5,", "5 5", "five", ""})
    CHECK_MESSAGE(refused(post + "Content-Length: " + length + "\r\n\r\n{....") == 400, length);
}

TEST_CASE("ten gigabytes are refused before they are sent") {
  CHECK(refused(post + "Content-Length: 10737418240\r\n\r\n") == 413);
  CHECK(refused(post + "Content-Length: 99999999999999999999999999\r\n\r\n") >= 400);
}

TEST_CASE("a body is read up to the limit of its route and no further") {
  const std::string largest(256 * 1024, ' ');
  const auto length = [](std::size_t bytes) {
    return "Content-Length: " + std::to_string(bytes) + "\r\n\r\n";
  };
  CHECK(passed(post + length(largest.size()) + largest) == 401);
  CHECK(refused(post + length(largest.size() + 1) + largest + " ") == 413);
  CHECK(refused("GET /robots.txt HTTP/1.1\r\n" + gate::host + length(1) + "x") == 413);
}

TEST_CASE("the next request begins right behind the body") {
  wire::Connection connection{gate::port()};
  connection.send(post + "Content-Length: 2\r\n\r\n{}" + gate::get);
  CHECK(connection.answer().status == 401);
  const auto next = connection.answer();
  CHECK(next.status == 200);
  CHECK(next.field("content-type").starts_with("text/plain"));
}

TEST_CASE("pipelined requests are answered in their order") {
  wire::Connection connection{gate::port()};
  std::string all;
  for (int i = 0; i < 20; ++i)
    for (const auto* path : {"/robots.txt", "/favicon.ico", "/nowhere"})
      all += std::string{"GET "} + path + " HTTP/1.1\r\n" + gate::host + "\r\n";
  connection.send(all);
  for (int i = 0; i < 20; ++i) {
    REQUIRE(connection.answer().field("content-type").starts_with("text/plain"));
    REQUIRE(connection.answer().field("content-type") == "image/svg+xml");
    REQUIRE(connection.answer().status == 404);
  }
}

TEST_CASE("a header may come byte by byte") {
  wire::Connection connection{gate::port()};
  for (const char byte : gate::get) connection.send({&byte, 1});
  CHECK(connection.answer().status == 200);
}

TEST_CASE("a refusal in the middle of a pipeline ends it there") {
  wire::Connection connection{gate::port()};
  connection.send(gate::get + post + "Transfer-Encoding: chunked\r\n\r\n" + gate::get);
  CHECK(connection.answer().status == 200);
  CHECK(connection.answer().status == 411);
  CHECK(connection.closed());
}

TEST_CASE("an answer given before the body was read ends the connection") {
  const std::string body = "Content-Length: 40\r\n\r\n";
  CHECK(refused("POST /nowhere HTTP/1.1\r\n" + gate::host + body) == 404);
  CHECK(refused("POST /robots.txt HTTP/1.1\r\n" + gate::host + body) == 405);
  CHECK(passed("POST /robots.txt HTTP/1.1\r\n" + gate::host + "\r\n") == 405);  // without one it lives on
}

TEST_CASE("a client that has closed its side still gets its whole answer") {
  wire::Connection connection{gate::port()};
  const auto answer = connection.send(gate::get).finish_sending().answer();
  CHECK(answer.status == 200);
  CHECK(answer.body.size() == std::stoul(answer.field("content-length")));
  CHECK(connection.closed());
}

TEST_CASE("a client that closes in the middle of a request gets nothing") {
  wire::Connection header{gate::port()};
  CHECK(header.send("GET / HTTP/1.1\r\nHo").finish_sending().answer().status == 0);
  wire::Connection body{gate::port()};
  CHECK(body.send(post + "Content-Length: 5\r\n\r\n{").finish_sending().answer().status == 0);
}

TEST_CASE("HEAD is answered like GET without the body, and the connection lives on") {
  wire::Connection connection{gate::port()};
  const auto head = connection.send("HEAD /robots.txt HTTP/1.1\r\n" + gate::host + "\r\n").answer(true);
  const auto get = connection.send(gate::get).answer();
  CHECK(head.status == 200);
  CHECK(get.status == 200);
  CHECK(head.field("content-length") == get.field("content-length"));
  CHECK_FALSE(get.body.empty());
}

TEST_CASE("a body is asked for only when the header is in order and a body is wanted") {
  wire::Connection connection{gate::port()};
  connection.send(post + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  CHECK(connection.answer().status == 100);
  CHECK(connection.send("{}").answer().status == 401);
  const std::string expects = "Expect: 100-continue\r\n";
  CHECK(refused(post + expects + "Content-Length: 300000\r\n\r\n") == 413);
  CHECK(refused("POST / HTTP/1.1\r\nHost: evil.example\r\n" + expects + "Content-Length: 2\r\n\r\n") == 421);
  CHECK(refused(post + expects + "Transfer-Encoding: chunked\r\n\r\n") == 411);
  CHECK(passed("GET /robots.txt HTTP/1.1\r\n" + gate::host + expects + "\r\n") == 200);
  CHECK(refused(post + "Expect: miracles\r\nContent-Length: 2\r\n\r\n{}") == 417);
}

TEST_SUITE_END();
