#pragma once

#include <boost/asio/ip/address.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace server {

// An address or a range of them ("10.0.0.0/8", "::1").
class Network {
 public:
  static std::optional<Network> parse(std::string_view text);
  bool contains(const boost::asio::ip::address& address) const;

 private:
  boost::asio::ip::address base_{};
  unsigned prefix_ = 0;  // bits
};

// Those of the configuration. Throws std::invalid_argument that names the one it cannot read.
std::vector<Network> parse_networks(const std::vector<std::string>& texts);

// Without the dress of IPv4 in IPv6 (::ffff:192.0.2.1), which a listener for both families sees.
boost::asio::ip::address plain(boost::asio::ip::address address);

// What limits count by: an IPv4 address, or the /64 of an IPv6 address, since one customer has all of it.
std::string client_key(const boost::asio::ip::address& address);

// Whom a request comes from.
struct Origin {
  std::string client = {};  // as client_key makes it
  bool secure = false;      // came over TLS to the outermost trusted proxy
};

// Believes X-Forwarded-For and X-Forwarded-Proto only as far as trusted proxies wrote them: reads from the
// right, and takes the first address that is none of ours. Anybody may send such a field; what stands further
// left is hearsay.
Origin origin(const boost::asio::ip::address& peer,
              std::span<const std::pair<std::string_view, std::string_view>> headers,
              std::span<const Network> trusted);

}  // namespace server
