#include "server/http/router.hpp"

#include <doctest/doctest.h>

#include <array>

using server::match;
using server::Method;

namespace {

using Captures = std::span<const std::string_view>;
server::Task<server::Response> none(server::Services&, const server::Request&, Captures) {
  co_return server::Response{};
}

constexpr std::array table{
    server::Route{Method::get, "/", 0, none},
    server::Route{Method::get, "/t/{}", 0, none},
    server::Route{Method::post, "/t/{}/quotes/{}/decision", 16'384, none},
    server::Route{Method::get, "/orders/{}", 0, none},
    server::Route{Method::del, "/orders/{}", 0, none},
};

std::string_view pattern(Method method, std::string_view path) {
  const auto found = match(table, method, path);
  return found.route ? found.route->pattern : "";
}

}  // namespace

TEST_SUITE_BEGIN("server/http_router");

TEST_CASE("a path leads to its route, with what stood for each blank as it was sent") {
  const auto found = match(table, Method::post, "/t/a%20b/quotes/2/decision");
  REQUIRE(found.route);
  CHECK(found.route->pattern == "/t/{}/quotes/{}/decision");
  CHECK(found.captures == std::vector<std::string_view>{"a%20b", "2"});
  CHECK(pattern(Method::get, "/") == "/");
}

TEST_CASE("a blank stands for exactly one segment that is not empty") {
  for (const auto* path : {"/t/", "/t", "/t/a/", "/t/a/b", "//t/a", "/t//a", "/T/a", ""})
    CHECK_MESSAGE(pattern(Method::get, path).empty(), path);
}

TEST_CASE("HEAD goes where GET goes") {
  CHECK(pattern(Method::head, "/t/a") == "/t/{}");
  CHECK(pattern(Method::head, "/t/a/quotes/2/decision").empty());
}

TEST_CASE("a known path with another method tells which ones it takes") {
  CHECK(match(table, Method::post, "/t/a").allow == "GET, HEAD");
  CHECK(match(table, Method::put, "/orders/1").allow == "GET, HEAD, DELETE");
  CHECK(match(table, Method::get, "/t/a/quotes/2/decision").allow == "POST");
  CHECK(match(table, Method::get, "/nowhere").allow.empty());
}

TEST_CASE("a route that begins with a blank stands in its place among the others") {
  static constexpr std::array mixed{
      server::Route{Method::get, "/t/{}", 0, none},
      server::Route{Method::get, "/{}/{}", 0, none},
      server::Route{Method::post, "/t/{}", 0, none},
  };
  CHECK(match(mixed, Method::get, "/t/a").route == &mixed[0]);
  CHECK(match(mixed, Method::get, "/u/a").route == &mixed[1]);
  CHECK(match(mixed, Method::post, "/t/a").route == &mixed[2]);
  CHECK(match(mixed, Method::put, "/u/a").allow == "GET, HEAD");
}

TEST_SUITE_END();
