#include "server/http/client.hpp"

#include <doctest/doctest.h>

using boost::asio::ip::make_address;

namespace {

using Headers = std::vector<std::pair<std::string_view, std::string_view>>;

const auto proxies = server::parse_networks({"10.0.0.0/8", "2001:db8:ffff::/48", "127.0.0.1"});

server::Origin origin(const char* peer, const Headers& headers) {
  return server::origin(make_address(peer), headers, proxies);
}

}  // namespace

TEST_SUITE_BEGIN("server/http_client");

TEST_CASE("limits count an IPv4 address and an IPv6 network of 64 bits as one client") {
  CHECK(server::client_key(make_address("203.0.113.7")) == "203.0.113.7");
  CHECK(server::client_key(make_address("2001:db8:1:2:3:4:5:6")) == "2001:db8:1:2::/64");
  CHECK(server::client_key(make_address("2001:db8:1:2::1")) == "2001:db8:1:2::/64");
  CHECK(server::client_key(server::plain(make_address("::ffff:203.0.113.7"))) == "203.0.113.7");
}

TEST_CASE("what a stranger says about himself is not believed") {
  const auto stranger =
      origin("203.0.113.7", {{"X-Forwarded-For", "198.51.100.1"}, {"X-Forwarded-Proto", "https"}});
  CHECK(stranger.client == "203.0.113.7");
  CHECK_FALSE(stranger.secure);
}

TEST_CASE("a trusted proxy tells whom it speaks for") {
  const auto customer =
      origin("10.1.2.3", {{"x-forwarded-for", "198.51.100.1"}, {"x-forwarded-proto", "HTTPS"}});
  CHECK(customer.client == "198.51.100.1");
  CHECK(customer.secure);
  CHECK_FALSE(origin("10.1.2.3", {{"X-Forwarded-For", "198.51.100.1"}}).secure);
  CHECK(origin("10.1.2.3", {}).client == "10.1.2.3");
}

TEST_CASE("the list is read from the right, past our own proxies and no further") {
  CHECK(origin("10.1.2.3", {{"X-Forwarded-For", "6.6.6.6, 198.51.100.1, 10.9.9.9"}}).client ==
        "198.51.100.1");
  CHECK(origin("10.1.2.3", {{"X-Forwarded-For", "6.6.6.6"}, {"X-Forwarded-For", "198.51.100.1"}}).client ==
        "198.51.100.1");
  CHECK(origin("10.1.2.3", {{"X-Forwarded-For", "10.4.4.4, 10.9.9.9"}}).client == "10.4.4.4");
  CHECK(origin("10.1.2.3", {{"X-Forwarded-For", "198.51.100.1, rubbish, 10.9.9.9"}}).client == "10.9.9.9");
}

TEST_CASE("the scheme is believed of the outermost of our proxies") {
  const Headers both{{"X-Forwarded-For", "198.51.100.1, 10.9.9.9"},
                     {"X-Forwarded-Proto", "http, https, http"}};
  CHECK(origin("10.1.2.3", both).secure);
}

TEST_CASE("an address may come with its port or in brackets") {
  CHECK(origin("10.1.2.3", {{"X-Forwarded-For", "198.51.100.1:4711"}}).client == "198.51.100.1");
  CHECK(origin("10.1.2.3", {{"X-Forwarded-For", "[2001:db8::1]:4711"}}).client == "2001:db8::/64");
  CHECK(origin("10.1.2.3", {{"X-Forwarded-For", "2001:db8::1"}}).client == "2001:db8::/64");
  CHECK(origin("10.1.2.3", {{"X-Forwarded-For", "::ffff:198.51.100.1"}}).client == "198.51.100.1");
}

TEST_CASE("networks are addresses or ranges of either family") {
  CHECK(server::Network::parse("10.0.0.0/8")->contains(make_address("10.255.0.1")));
  CHECK_FALSE(server::Network::parse("10.0.0.0/8")->contains(make_address("11.0.0.1")));
  CHECK(server::Network::parse("0.0.0.0/0")->contains(make_address("203.0.113.7")));
  CHECK_FALSE(server::Network::parse("0.0.0.0/0")->contains(make_address("::1")));
  CHECK(server::Network::parse("2001:db8::/33")->contains(make_address("2001:db8:7fff::1")));
  CHECK_FALSE(server::Network::parse("2001:db8::/33")->contains(make_address("2001:db8:8000::1")));
  for (const auto* text : {"", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/8x", "proxy.example"})
    CHECK_FALSE_MESSAGE(server::Network::parse(text), text);
  CHECK_THROWS_WITH(server::parse_networks({"proxy.example"}), doctest::Contains("proxy.example"));
}

TEST_SUITE_END();
