#include "server/http/limits.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace std::chrono_literals;

namespace {

const orders::Instant start{std::chrono::sys_days{std::chrono::year{2026} / 1 / 5}};

server::Limits limits() {
  return server::Limits{{.requests_per_minute = 120,
                         .request_burst = 60,
                         .bad_codes_per_10_minutes = 20,
                         .api_per_minute = 600,
                         .connections = 0,
                         .connections_per_ip = 0}};
}

}  // namespace

TEST_SUITE_BEGIN("server/limits");

TEST_CASE("a burst passes at once, then two requests a second") {
  auto under_test = limits();
  for (int i = 0; i < 60; ++i) REQUIRE(under_test.request("203.0.113.7", start) == 0s);
  CHECK(under_test.request("203.0.113.7", start) == 1s);
  CHECK(under_test.request("203.0.113.7", start + 500ms) == 0s);
  CHECK(under_test.request("203.0.113.7", start + 500ms) == 1s);
  CHECK(under_test.request("203.0.113.8", start) == 0s);  // somebody else
}

TEST_CASE("the twenty-first wrong code within ten minutes is too many, and the wait is told") {
  auto under_test = limits();
  for (int i = 0; i < 20; ++i) REQUIRE(under_test.bad_code("203.0.113.7", start) == 0s);
  CHECK(under_test.bad_code("203.0.113.7", start) == 30s);
  CHECK(under_test.request("203.0.113.7", start) == 0s);  // good links still open
  CHECK(under_test.bad_code("203.0.113.7", start + 29s) == 1s);
  CHECK(under_test.bad_code("203.0.113.7", start + 30s) == 0s);
}

TEST_CASE("a key of the API has six hundred calls a minute") {
  auto under_test = limits();
  for (int i = 0; i < 600; ++i) REQUIRE(under_test.api("key", start) == 0s);
  CHECK(under_test.api("key", start) == 1s);
  CHECK(under_test.api("key", start + 1s) == 0s);
}

TEST_CASE("a key can be told what is left to it, which takes nothing away") {
  auto under_test = limits();
  CHECK(under_test.api_quota("key", start).left == 600);
  for (int i = 0; i < 10; ++i) REQUIRE(under_test.api("key", start) == 0s);
  for (int i = 0; i < 2; ++i) {
    const auto quota = under_test.api_quota("key", start);
    CHECK(quota.most == 600);
    CHECK(quota.left == 590);
    CHECK(quota.full_in == 1s);
  }
  CHECK(under_test.api_quota("key", start + 1s).left == 600);
}

TEST_CASE("ten collection codes an hour are tried for an order, and another order has its own ten") {
  auto under_test = limits();
  for (int i = 0; i < 10; ++i) REQUIRE(under_test.collection("ord_1", start) == 0s);
  CHECK(under_test.collection("ord_1", start) == 360s);
  CHECK(under_test.collection("ord_2", start) == 0s);
  CHECK(under_test.collection("ord_1", start + 360s) == 0s);
}

TEST_CASE("zero is unlimited") {
  server::Limits under_test{{.requests_per_minute = 0, .bad_codes_per_10_minutes = 0, .api_per_minute = 0}};
  for (int i = 0; i < 10'000; ++i) REQUIRE(under_test.request("203.0.113.7", start) == 0s);
  CHECK(under_test.bad_code("203.0.113.7", start) == 0s);
  CHECK(under_test.api("key", start) == 0s);
}

TEST_CASE("new limits hold from the next request on") {
  auto under_test = limits();
  under_test.configure({.requests_per_minute = 1, .request_burst = 1});
  CHECK(under_test.request("203.0.113.7", start) == 0s);
  CHECK(under_test.request("203.0.113.7", start) == 60s);
  under_test.configure({.requests_per_minute = 0});
  CHECK(under_test.request("203.0.113.7", start) == 0s);
}

TEST_CASE("a clock that was set back neither fills a bucket nor locks anybody out") {
  auto under_test = limits();
  for (int i = 0; i < 60; ++i) REQUIRE(under_test.request("203.0.113.7", start) == 0s);
  CHECK(under_test.request("203.0.113.7", start - 1h) == 1s);
  CHECK(under_test.request("203.0.113.7", start - 1h + 1s) == 0s);
}

TEST_CASE("however many clients come, only so many are remembered, the latest of them") {
  server::Buckets buckets{1600};
  const server::Rate rate{.per_second = 0.001, .burst = 1};
  for (int i = 0; i < 100'000; ++i) {
    buckets.take(std::to_string(i), rate, start);
    if (i % 50 == 0) buckets.take("regular", rate, start);
  }
  CHECK(buckets.size() <= 1600);
  CHECK(buckets.take("99999", rate, start) > 0s);    // remembered
  CHECK(buckets.take("regular", rate, start) > 0s);  // remembered, because it kept coming
  CHECK(buckets.take("0", rate, start) == 0s);       // forgotten
}

TEST_CASE("five wrong sign-ins are free, and from then on each makes the next wait twice as long") {
  auto under_test = limits();
  const server::LoginTry bad{"ann@harbour.example", "203.0.113.7", ""};
  for (int i = 0; i < 5; ++i) REQUIRE(under_test.login(bad, start) == 0s);
  CHECK(under_test.login(bad, start) == 180s);
  CHECK(under_test.login(bad, start + 179s) == 1s);
  CHECK(under_test.login(bad, start + 180s) == 0s);
  CHECK(under_test.login(bad, start + 180s) == 360s);
  CHECK(under_test.login(bad, start + 180s + 360s) == 0s);
  CHECK(under_test.login(bad, start + 180s + 360s) == 720s);
  CHECK(under_test.login(bad, start + 24h) == 0s);
  CHECK(under_test.login(bad, start + 24h) == 0s);  // forgiven
}

TEST_CASE("who is locked at one place is not elsewhere, nor with a browser that knows them") {
  auto under_test = limits();
  const server::LoginTry bad{"ann@harbour.example", "203.0.113.7", ""};
  for (int i = 0; i < 200; ++i) under_test.login(bad, start);
  CHECK(under_test.login(bad, start) > 0s);
  CHECK(under_test.login({"ann@harbour.example", "203.0.113.8", ""}, start) == 0s);
  CHECK(under_test.login({"ann@harbour.example", "203.0.113.7", "device"}, start) == 0s);
  CHECK(under_test.login({"bo@harbour.example", "203.0.113.7", ""}, start) == 0s);
}

TEST_CASE("codes of a second factor are counted over all places, but for browsers that are known") {
  auto under_test = limits();
  const auto from = [](int place) { return server::LoginTry{"ann", std::to_string(place), "", true}; };
  for (int i = 0; i < 5; ++i) REQUIRE(under_test.login(from(i), start) == 0s);
  CHECK(under_test.login(from(6), start) > 0s);
  CHECK(under_test.login({"ann", "6", "device", true}, start) == 0s);
  CHECK(under_test.login({"bo", "6", "", true}, start) == 0s);
}

TEST_CASE("wrong sign-ins for many accounts lock their place for all of them but known browsers") {
  auto under_test = limits();
  const auto account = [](int i) { return std::to_string(i) + "@harbour.example"; };
  for (int i = 0; i < 50; ++i) REQUIRE(under_test.login({account(i), "203.0.113.7", ""}, start) == 0s);
  CHECK(under_test.login({"ann@harbour.example", "203.0.113.7", ""}, start) > 0s);
  CHECK(under_test.login({"ann@harbour.example", "203.0.113.7", "device"}, start) == 0s);
  CHECK(under_test.login({"ann@harbour.example", "203.0.113.8", ""}, start) == 0s);
}

TEST_CASE("a right sign-in clears its account, and takes back one try of its place") {
  auto under_test = limits();
  const server::LoginTry ann{"ann@harbour.example", "203.0.113.7", ""};
  for (int round = 0; round < 100; ++round) {
    REQUIRE(under_test.login(ann, start) == 0s);
    under_test.login_was_right(ann);
  }
  for (int i = 0; i < 4; ++i) under_test.login(ann, start);
  REQUIRE(under_test.login(ann, start) == 0s);
  under_test.login_was_right(ann);
  for (int i = 0; i < 5; ++i) CHECK(under_test.login(ann, start) == 0s);
  CHECK(under_test.login(ann, start) > 0s);
}

TEST_CASE("sign-in links are mailed three times an hour to one address and ten times for one place") {
  auto under_test = limits();
  for (int i = 0; i < 3; ++i) CHECK(under_test.recovery("ann", "203.0.113.7", start) == 0s);
  CHECK(under_test.recovery("ann", "203.0.113.7", start) > 0s);
  for (int i = 0; i < 6; ++i) CHECK(under_test.recovery(std::to_string(i), "203.0.113.7", start) == 0s);
  CHECK(under_test.recovery("bo", "203.0.113.7", start) > 0s);
  CHECK(under_test.recovery("ann", "203.0.113.7", start + 1h) == 0s);
}

TEST_SUITE_END();
