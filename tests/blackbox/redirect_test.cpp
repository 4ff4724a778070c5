#include "tests/blackbox/tls_service.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace harness;

namespace {

// One that nobody listens on.
unsigned short free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  ::bind(socket, reinterpret_cast<const sockaddr*>(&address), length);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length);
  ::close(socket);
  return ntohs(address.sin_port);
}

// The word behind "/t/", which opens an order.
std::string code_in(const std::string& link) { return link.substr(3); }

}  // namespace

TEST_SUITE_BEGIN("blackbox/redirect");

TEST_CASE("C05: plain visitors are sent on to https, and what they post is refused") {
  const RepairShop shop;
  tls::Running::prepared(shop.folder());
  const auto plain = free_port();
  const Service service{
      shop.folder(), tls::with({{"CLAIMCHECK_SERVER_REDIRECT_LISTEN", fmt::format("127.0.0.1:{}", plain)}})};
  const auto base = fmt::format("https://127.0.0.1:{}", service.port());
  const auto& link = shop.link(open_order);

  const auto page = wire::get(plain, link + "?lang=de");
  CHECK(page.status == 308);
  CHECK(page.field("location") == base + link + "?lang=de");
  CHECK(page.field("cache-control") == "no-store");
  CHECK(page.field("strict-transport-security").empty());
  CHECK(wire::ask(plain, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").field("location") == base + "/");
  CHECK(wire::ask(plain, "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 308);
  CHECK(wire::ask(plain, "GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n").status == 421);

  const auto posted = wire::ask(plain, fmt::format("POST {}/messages HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                                   "Content-Length: 6\r\n\r\ntext=a",
                                                   link));
  CHECK(posted.status == 403);
  CHECK(posted.body.find(base) != std::string::npos);
  const auto called = wire::ask(plain, stage_request(shop, open_order, "ready"));
  CHECK(called.status == 403);
  CHECK(called.field("content-type") == "application/problem+json");
  CHECK(wire::get(plain, "/api/v1/orders", "Authorization: Bearer " + shop.api_key() + "\r\n").status == 403);

  REQUIRE(tls::says(service, "/api/v1/orders"));
  CHECK(service.log().find(code_in(link)) == std::string::npos);
}

TEST_SUITE_END();
