#include "server/live.hpp"

#include "tests/blackbox/wire.hpp"
#include "tests/server/running.hpp"

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <thread>

using namespace std::chrono_literals;
using server::Method;
using server::Request;
using server::Response;
using server::Services;
using Captures = std::span<const std::string_view>;
using Kind = store::Change::Kind;

namespace {

orders::Uuid uuid(std::uint8_t number) { return {number}; }

// A page of order 1 (at version 5), link 2, location 3 and shop 4.
server::Watched page() {
  server::Watched watched;
  watched.at(Kind::order) = {uuid(1), 5};
  watched.at(Kind::link) = {uuid(2), 1};
  watched.at(Kind::location) = {uuid(3), 1};
  watched.at(Kind::shop) = {uuid(4), 1};
  return watched;
}

store::Change change(Kind kind, std::uint8_t entity, std::int64_t version) {
  return {.kind = kind, .entity = uuid(entity), .version = version};
}

void publish(Services& services, std::initializer_list<store::Change> changes) {
  services.live.publish({changes.begin(), changes.size()});
}

Response stream(Services& services, std::uint64_t since) {
  Response response{.content_type = "text/event-stream", .body = ":connected\n\n"};
  response.stream = [&services, since](server::Loop& loop, server::Guest& guest) {
    return services.live.listen(loop, guest, page(), since);
  };
  return response;
}

server::Task<Response> watch(Services& services, const Request&, Captures) {
  co_return stream(services, services.live.moment());
}

// As if a change came between the reading of the page and its stream.
server::Task<Response> watch_late(Services& services, const Request&, Captures) {
  const auto before = services.live.moment();
  publish(services, {change(Kind::order, 1, 6)});
  co_return stream(services, before);
}

constexpr std::array table{server::Route{Method::get, "/watch", 0, watch},
                           server::Route{Method::get, "/late", 0, watch_late}};

struct Listening {
  wire::Connection connection;
  explicit Listening(const RunningListener& running, std::string_view path = "/watch")
      : connection{running.port()} {
    connection.send("GET " + std::string{path} + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    connection.until(":connected\n\n");
  }
  std::string event() { return connection.until("\n\n"); }
};

// Listening begins just after the first bytes have been sent.
void await_listeners(const RunningListener& running, std::size_t count) {
  const auto patience = std::chrono::steady_clock::now() + 20s;
  while (running.services.live.listeners({uuid(2)}) != count && std::chrono::steady_clock::now() < patience)
    std::this_thread::yield();
  REQUIRE(running.services.live.listeners({uuid(2)}) == count);
}

}  // namespace

TEST_SUITE_BEGIN("server/live");

TEST_CASE("who watches a page is told of each change to it, and of nothing else") {
  RunningListener running{table};
  Listening one{running}, two{running};
  await_listeners(running, 2);
  publish(running.services, {change(Kind::order, 9, 77)});
  publish(running.services, {change(Kind::order, 1, 6)});
  publish(running.services, {change(Kind::location, 3, 2)});
  for (auto* listening : {&one, &two}) {
    CHECK(listening->event() == "id: 6.1.1.1\nevent: changed\ndata: {\"version\":6}\n\n");
    CHECK(listening->event() == "id: 6.1.2.1\nevent: changed\ndata: {\"version\":6}\n\n");
  }
}

TEST_CASE("a commit that changes much of a page is told once, and one already shown not at all") {
  RunningListener running{table};
  Listening listening{running};
  await_listeners(running, 1);
  publish(running.services, {change(Kind::order, 1, 5), change(Kind::shop, 4, 1)});
  publish(running.services, {change(Kind::order, 1, 6), change(Kind::order, 1, 7), change(Kind::shop, 4, 2)});
  publish(running.services, {change(Kind::order, 1, 8)});
  CHECK(listening.event().starts_with("id: 7.1.1.2\n"));
  CHECK(listening.event().starts_with("id: 8.1.1.2\n"));
}

TEST_CASE("a change between the reading of a page and its stream is not missed") {
  const RunningListener running{table};
  Listening listening{running, "/late"};
  CHECK(listening.event().starts_with("id: 6.1.1.1\n"));
}

TEST_CASE("a change of the link itself is told and ends the stream, so that its page asks anew") {
  RunningListener running{table};
  Listening listening{running};
  await_listeners(running, 1);
  publish(running.services, {change(Kind::link, 2, 2)});
  CHECK(listening.event().starts_with("id: 5.2.1.1\n"));
  CHECK(listening.event().starts_with("retry: "));
  CHECK(listening.connection.closed());
  await_listeners(running, 0);
}

TEST_CASE("a stream gives a sign of life now and then") {
  server::Deadlines deadlines;
  deadlines.beat = 30ms;
  deadlines.sweep = 10ms;
  deadlines.idle = deadlines.header = deadlines.write = 50ms;
  const RunningListener running{table, "127.0.0.1:0", deadlines};
  Listening listening{running};
  for (int i = 0; i < 10; ++i) CHECK(listening.event() == ":\n\n");
}

TEST_CASE("a service that ends lets go of its listeners at once and says when to come back") {
  const RunningListener running{table};
  Listening listening{running};
  await_listeners(running, 1);
  const auto before = std::chrono::steady_clock::now();
  running.listener->stop();
  CHECK(std::chrono::steady_clock::now() - before < 5s);
  CHECK(listening.event().starts_with("retry: "));
  CHECK(listening.connection.closed());
}

TEST_CASE("a listener that does not read is let go, and the others hear on") {
  RunningListener running{table};
  Listening deaf{running}, keen{running};
  await_listeners(running, 2);
  std::int64_t version = 5;
  while (running.services.live.listeners({uuid(2)}) == 2 && version < 100'000) {
    publish(running.services, {change(Kind::order, 1, ++version)});
    keen.event();
  }
  await_listeners(running, 1);
  publish(running.services, {change(Kind::order, 1, ++version)});
  CHECK(keen.event().starts_with("id: " + std::to_string(version)));
}

TEST_CASE("a listener that goes away, or talks, is forgotten") {
  const RunningListener running{table};
  Listening gone{running}, chatty{running};
  await_listeners(running, 2);
  gone.connection.close();
  chatty.connection.send("GET / HTTP/1.1\r\n");
  await_listeners(running, 0);
  CHECK(chatty.connection.closed());
}

TEST_CASE("asking only for the head of a stream ends with it") {
  const RunningListener running{table};
  wire::Connection connection{running.port()};
  const auto answer = connection.send("HEAD /watch HTTP/1.1\r\nHost: localhost\r\n\r\n").answer(true);
  CHECK(answer.status == 200);
  CHECK(answer.field("content-length").empty());
  CHECK(answer.field("content-type") == "text/event-stream");
  CHECK(connection.closed());
}

TEST_SUITE_END();
