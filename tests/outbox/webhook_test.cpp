#include "outbox/webhook.hpp"
#include "outbox/public_address.hpp"
#include "tests/outbox/canned_server.hpp"
#include "tests/store/run.hpp"
#include "tokens/webhook_secret.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>

using namespace std::chrono_literals;
using outbox::read_webhook_answer;
using outbox::WebhookResult;
using test::CannedServer;
using test::http_answer;

namespace {

const orders::Instant at{std::chrono::seconds{1'700'000'000}};
const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

outbox::WebhookMessage message(const std::string& url) {
  return {.url = url, .id = "evt_1", .at = at, .body = "{}", .secrets = {secret}, .allow_private = true};
}

outbox::HttpAnswer send(const outbox::WebhookMessage& wanted) {
  outbox::Workers workers{1};
  outbox::HttpClient http{workers};
  return test::run(http.call(webhook_call(wanted)));
}

bool is_public(const std::string& text) {
  sockaddr_storage address{};
  auto* four = reinterpret_cast<sockaddr_in*>(&address);
  auto* six = reinterpret_cast<sockaddr_in6*>(&address);
  if (text.find(':') == text.npos) {
    address.ss_family = AF_INET;
    REQUIRE(inet_pton(AF_INET, text.c_str(), &four->sin_addr) == 1);
  } else {
    address.ss_family = AF_INET6;
    REQUIRE(inet_pton(AF_INET6, text.c_str(), &six->sin6_addr) == 1);
  }
  return outbox::is_public_address(reinterpret_cast<const sockaddr&>(address));
}

}  // namespace

TEST_SUITE("outbox/webhook") {
  TEST_CASE("a delivery carries its id, its time and its signature") {
    CannedServer server{http_answer("204 No Content", "")};
    const auto answer = send(message(server.url() + "/hook?key=1"));
    CHECK(read_webhook_answer(answer, at).kind == WebhookResult::Kind::delivered);
    const auto request = server.requests().at(0);
    CHECK(request.starts_with("POST /hook?key=1 HTTP/1.1\r\n"));
    for (const auto* field :
         {"webhook-id: evt_1\r\n", "webhook-timestamp: 1700000000\r\n", "Content-Type: application/json\r\n"})
      CHECK_MESSAGE(request.find(field) != std::string::npos, field);
    const auto signature = *tokens::sign_webhook(secret, "evt_1", 1'700'000'000, "{}");
    CHECK(request.find("webhook-signature: " + signature + "\r\n") != std::string::npos);
  }

  TEST_CASE("while one secret replaces the other, both sign") {
    auto both = message("https://pos.shop.example/hook");
    both.secrets.push_back(tokens::mint_webhook_secret());
    const auto call = webhook_call(both);
    const auto& signatures = call.headers.back().second;
    CHECK(signatures.starts_with(*tokens::sign_webhook(secret, "evt_1", 1'700'000'000, "{}") + " v1,"));
    both.secrets.emplace_back("none");
    CHECK_THROWS_AS(webhook_call(both), std::invalid_argument);
  }

  TEST_CASE("only a 2xx is taken for delivered, and a redirect leads nowhere") {
    using enum WebhookResult::Kind;
    const std::vector<std::pair<int, WebhookResult::Kind>> cases{
        {200, delivered}, {202, delivered}, {299, delivered}, {301, again}, {307, again},
        {400, again},     {404, again},     {410, gone},      {429, again}, {500, again}};
    for (const auto& [status, kind] : cases)
      CHECK_MESSAGE(read_webhook_answer({.status = status}, at).kind == kind, status);
    CHECK(read_webhook_answer({.fault = "Timeout was reached"}, at).detail == "Timeout was reached");

    CannedServer elsewhere{http_answer("200 OK", "")};
    CannedServer server{http_answer("302 Found", "", "Location: " + elsewhere.url() + "\r\n")};
    CHECK(read_webhook_answer(send(message(server.url())), at).kind == again);
    CHECK(elsewhere.requests().empty());
  }

  TEST_CASE("a receiver's word on when to come back is heeded, up to a day") {
    const auto waits = [](const std::string& text) {
      return read_webhook_answer({.status = 503, .headers = {{"retry-after", text}}}, at).wait_at_least;
    };
    CHECK(waits("120") == 120s);
    CHECK(waits("999999999") == 24h);
    CHECK(waits("Tue, 14 Nov 2023 22:23:20 GMT") == 10min);  // the attempt was at 22:13:20
    for (const auto* odd : {"", "soon", "-5", "Tue, 14 Nov 2000 22:23:20 GMT"})
      CHECK_MESSAGE(waits(odd) == 0s, odd);
  }

  TEST_CASE("a receiver that talks without end is read for four kilobytes") {
    CannedServer server{http_answer("500 Internal Server Error", std::string(1 << 20, 'x'))};
    const auto answer = send(message(server.url()));
    CHECK(answer.status == 500);
    CHECK(answer.body.size() == 4096);
    const auto detail = read_webhook_answer(answer, at).detail;
    CHECK(detail.starts_with("answered 500: xxx"));
    CHECK(detail.size() < 400);
  }

  TEST_CASE("what a receiver says is told only as far as it is text") {
    const auto detail = [](std::string body) {
      return read_webhook_answer({.status = 500, .body = std::move(body)}, at).detail;
    };
    CHECK(detail("no\r\nroom") == "answered 500: no  room");
    CHECK(detail("\x1b[31m") == "answered 500");
    CHECK(detail(std::string(299, 'x') + "\xc3\xa9") == "answered 500: " + std::string(299, 'x'));
  }

  TEST_CASE("a delivery goes by HTTPS to the public internet unless the owner allowed more") {
    CannedServer server{http_answer("200 OK", "")};
    auto closed = message(server.url());
    closed.allow_private = false;
    CHECK(send(closed).fault == "the address is not https");
    const auto port = server.url().substr(server.url().rfind(':'));
    for (const auto* host : {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0"}) {
      closed.url = "https://" + (host + port) + "/";
      CHECK_MESSAGE(send(closed).fault == "the address is not public", host);
    }
    CHECK(server.requests().empty());
  }

  TEST_CASE("addresses of private, shared and special networks are not public") {
    for (const auto* address : {"0.0.0.0",
                                "10.1.2.3",
                                "100.64.0.1",
                                "127.0.0.1",
                                "169.254.169.254",
                                "172.16.0.1",
                                "172.31.255.255",
                                "192.0.0.1",
                                "192.168.1.1",
                                "198.18.0.1",
                                "224.0.0.1",
                                "255.255.255.255",
                                "::",
                                "::1",
                                "fe80::1",
                                "fc00::1",
                                "fd12::1",
                                "ff02::1",
                                "::ffff:10.0.0.1",
                                "64:ff9b::7f00:1",
                                "2002:7f00:1::",
                                "2001:db8::1",
                                "2001::1",
                                "3fff::1"})
      CHECK_MESSAGE(!is_public(address), address);
    for (const auto* address : {"8.8.8.8", "172.32.0.1", "100.128.0.1", "192.1.0.1", "2606:4700::1111",
                                "::ffff:8.8.8.8", "64:ff9b::808:808", "2a00:1450::1"})
      CHECK_MESSAGE(is_public(address), address);
  }

  TEST_CASE("attempts grow rarer over four days, and then end") {
    std::chrono::milliseconds sum{};
    for (int attempt = 1; attempt <= 9; ++attempt) {
      const auto least = outbox::webhook_wait(attempt, 0), most = outbox::webhook_wait(attempt, 1);
      REQUIRE(least);
      CHECK(*most == *least * 11 / 10);
      sum += *least;
    }
    CHECK(outbox::webhook_wait(1, 0) == 5s);
    CHECK(sum == 75h + 35min + 5s);
    CHECK_FALSE(outbox::webhook_wait(10, 0));
  }
}
