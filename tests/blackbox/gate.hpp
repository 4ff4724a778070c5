#pragma once

#include "tests/blackbox/harness.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

// What the tests of the gate share: one service for a whole file, and the ways to be refused by it.
namespace gate {

struct Running {
  harness::TemporaryFolder folder;
  harness::Service service;
  explicit Running(const harness::Environment& environment = {}) : service{folder, environment} {}
};

inline unsigned short port() {
  static const Running running;
  return running.service.port();
}

inline const std::string host = "Host: 127.0.0.1\r\n";
inline const std::string get = "GET /robots.txt HTTP/1.1\r\n" + host + "\r\n";

// A POST whose route takes a body, up to its fields.
inline const std::string post = "POST /api/v1/orders/R-1001/stage HTTP/1.1\r\n" + host;

// The status a request is refused with, having checked that the connection ends after that one answer.
inline int refused(std::string_view request, unsigned short to = port()) {
  wire::Connection connection{to};
  const auto answer = connection.send(request).answer();
  CHECK(answer.field("connection") == "close");
  CHECK_MESSAGE(connection.closed(), "something follows the refusal of ", request);
  return answer.status;
}

// The status of a request that leaves the connection usable: the next one is answered as if it came first.
inline int passed(std::string_view request) {
  wire::Connection connection{port()};
  const auto answer = connection.send(request).answer(request.starts_with("HEAD "));
  CHECK_MESSAGE(connection.send(get).answer().status == 200, "no further request after ", request);
  return answer.status;
}

}  // namespace gate
