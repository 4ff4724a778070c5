#include "server/http/message.hpp"

#include <doctest/doctest.h>

using server::Request;

TEST_SUITE_BEGIN("server/http_message");

TEST_CASE("a query parameter is found, decoded, or absent") {
  Request request;
  CHECK(request.parameter("lang") == std::nullopt);  // no query at all
  request.query = "lang=de&note=a+b%26c";
  CHECK(request.parameter("lang") == "de");
  CHECK(request.parameter("note") == "a b&c");
  CHECK(request.parameter("other") == std::nullopt);
  request.query = "lang=%zz";
  CHECK(request.parameter("lang") == std::nullopt);
}

TEST_CASE("a query is read to its end and no further") {
  const std::string_view line{"GET /?seen=2.1&lang=de HTTP/1.1"};
  Request request;
  request.query = line.substr(6, 16);
  CHECK(request.query == "seen=2.1&lang=de");
  CHECK(request.parameter("lang") == "de");
}

TEST_CASE("a header field is found in any case") {
  Request request;
  request.headers = {{"Accept-Language", "de"}};
  CHECK(request.header("accept-language") == "de");
  CHECK(request.header("accept").empty());
}

TEST_SUITE_END();
