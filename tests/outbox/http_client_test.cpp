#include "outbox/http_client.hpp"
#include "tests/outbox/canned_server.hpp"
#include "tests/store/run.hpp"

#include <doctest/doctest.h>
#include <boost/asio/detached.hpp>

#include <string>
#include <vector>

using namespace std::chrono_literals;
using test::CannedServer;
using test::http_answer;

namespace {

struct Client {
  outbox::Workers workers{2};
  outbox::HttpClient http{workers};

  outbox::HttpAnswer call(outbox::HttpCall call) { return test::run(http.call(std::move(call))); }
  outbox::HttpAnswer get(const std::string& url) { return call({.url = url}); }
};

}  // namespace

TEST_SUITE("outbox/http_client") {
  TEST_CASE("a call arrives whole and its answer comes back") {
    CannedServer server{http_answer("201 Created", "{\"id\":1}", "Request-Id:  req_1 \r\n")};
    Client client;
    const auto answer = client.call({.method = "POST",
                                     .url = server.url() + "/v1/things",
                                     .headers = {{"Idempotency-Key", "k1"}},
                                     .body = "a=1&b=2",
                                     .user = "id",
                                     .password = "secret"});
    CHECK(answer.status == 201);
    CHECK(answer.ok());
    CHECK(answer.body == "{\"id\":1}");
    CHECK(answer.header("request-id") == "req_1");
    const auto request = server.requests().at(0);
    CHECK(request.starts_with("POST /v1/things HTTP/1.1\r\n"));
    CHECK(request.find("Idempotency-Key: k1\r\n") != std::string::npos);
    CHECK(request.find("Authorization: Basic aWQ6c2VjcmV0\r\n") != std::string::npos);
    CHECK(request.find("Expect:") == std::string::npos);
    CHECK(request.ends_with("\r\n\r\na=1&b=2"));
  }

  TEST_CASE("a refusal is an answer") {
    CannedServer server{http_answer("422 Unprocessable Entity", "no")};
    const auto answer = Client{}.get(server.url());
    CHECK(answer.status == 422);
    CHECK(answer.answered());
    CHECK_FALSE(answer.ok());
  }

  TEST_CASE("a redirect is not followed") {
    CannedServer server{http_answer("302 Found", "", "Location: http://127.0.0.1:1/elsewhere\r\n")};
    CHECK(Client{}.get(server.url()).status == 302);
    CHECK(server.requests().size() == 1);
  }

  TEST_CASE("an answer longer than a mebibyte is none") {
    CannedServer server{http_answer("200 OK", std::string((1 << 20) + 1, 'x'))};
    const auto answer = Client{}.get(server.url());
    CHECK_FALSE(answer.answered());
    CHECK(answer.sent);
    CHECK(answer.body.empty());
  }

  TEST_CASE("a connection that ends before the answer leaves the outcome open") {
    CannedServer server{""};
    const auto answer = Client{}.get(server.url());
    CHECK_FALSE(answer.answered());
    CHECK(answer.sent);
    CHECK_FALSE(answer.fault.empty());
  }

  TEST_CASE("when nobody listens, nothing was sent") {
    std::string nowhere;
    {
      CannedServer server{""};
      nowhere = server.url();
    }
    const auto answer = Client{}.get(nowhere);
    CHECK_FALSE(answer.answered());
    CHECK_FALSE(answer.sent);
  }

  TEST_CASE("a server that never answers is given up") {
    CannedServer server{CannedServer::silent};
    const auto answer = Client{}.call({.url = server.url(), .timeout = 100ms});
    CHECK_FALSE(answer.answered());
    CHECK(answer.sent);
  }

  TEST_CASE("plain HTTP goes to this machine alone, and no other scheme anywhere") {
    for (const std::string url :
         {"http://repairs.example/", "http://127.0.0.1.repairs.example/", "http://localhost/",
          "ftp://127.0.0.1/", "file:///etc/passwd", "", "https://", "http://127.0.0.1@evil.example/",
          "http://127.0.0.1/\r\nX: y"}) {
      const auto answer = Client{}.get(url);
      CHECK_FALSE(answer.answered());
      CHECK_FALSE(answer.sent);
      CHECK(answer.fault == "the address is neither https nor on this machine");
    }
  }

  TEST_CASE("a header cannot begin another one") {
    CannedServer server{http_answer("200 OK", "")};
    const auto answer = Client{}.call({.url = server.url(), .headers = {{"X-Key", "a\r\nX-Other: b"}}});
    CHECK_FALSE(answer.answered());
    CHECK(server.requests().empty());
  }

  TEST_CASE("too many calls at once are refused at once, and all others are answered") {
    CannedServer server{CannedServer::silent};
    outbox::Workers workers{1, 2};
    outbox::HttpClient http{workers};
    boost::asio::io_context loop{1};
    std::vector<std::string> faults;
    const auto one = [&]() -> store::Task<void> {
      outbox::HttpCall call{.url = server.url(), .timeout = 200ms};
      const auto answer = co_await http.call(std::move(call));
      faults.push_back(answer.fault);
    };
    for (int i = 0; i < 4; ++i) boost::asio::co_spawn(loop, one(), boost::asio::detached);
    loop.run();
    REQUIRE(faults.size() == 4);
    CHECK(std::ranges::count(faults, "too many calls are waiting, or the service is closing") == 1);
  }

  TEST_CASE("closing ends a call that is under way, and the caller hears of it") {
    CannedServer server{CannedServer::silent};
    boost::asio::io_context loop{1};
    std::optional<outbox::HttpAnswer> answer;
    auto workers = std::make_unique<outbox::Workers>(1);
    outbox::HttpClient http{*workers};
    const auto one = [&]() -> store::Task<void> {
      outbox::HttpCall call{.url = server.url()};
      answer = co_await http.call(std::move(call));
    };
    boost::asio::co_spawn(loop, one(), boost::asio::detached);
    std::jthread running{[&] { loop.run(); }};
    server.wait_for_request();
    workers.reset();
    running.join();
    REQUIRE(answer);
    CHECK_FALSE(answer->answered());
  }
}
