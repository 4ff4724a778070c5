#include "server/http/client.hpp"

#include "server/http/text.hpp"

#include <fmt/format.h>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace server {

namespace ip = boost::asio::ip;

namespace {

// "192.0.2.1", "192.0.2.1:4711", "2001:db8::1" or "[2001:db8::1]:4711".
std::optional<ip::address> parse_hop(std::string_view text) {
  if (text.starts_with('[')) {
    text = text.substr(1, text.find(']') - 1);
  } else if (std::count(text.begin(), text.end(), ':') == 1) {
    text = text.substr(0, text.find(':'));
  }
  boost::system::error_code error;
  const auto address = ip::make_address(std::string{text}, error);
  if (error) return std::nullopt;
  return plain(address);
}

// All elements of all fields of that name, the last first.
std::vector<std::string_view> from_the_right(
    std::span<const std::pair<std::string_view, std::string_view>> headers, std::string_view name) {
  std::vector<std::string_view> elements;
  for (auto [field, value] : headers) {
    if (!same_name(field, name)) continue;
    while (const auto element = next_element(value)) elements.push_back(*element);
  }
  std::reverse(elements.begin(), elements.end());
  return elements;
}

bool any_contains(std::span<const Network> networks, const ip::address& address) {
  return std::any_of(networks.begin(), networks.end(), [&](const auto& n) { return n.contains(address); });
}

}  // namespace

std::optional<Network> Network::parse(std::string_view text) {
  const auto slash = text.find('/');
  boost::system::error_code error;
  const auto base = plain(ip::make_address(std::string{text.substr(0, slash)}, error));
  if (error) return std::nullopt;
  Network network;
  network.base_ = base;
  network.prefix_ = base.is_v4() ? 32 : 128;
  if (slash != text.npos) {
    const auto bits = text.substr(slash + 1);
    unsigned prefix = 0;
    const auto [end, fault] = std::from_chars(bits.data(), bits.data() + bits.size(), prefix);
    if (fault != std::errc{} || end != bits.data() + bits.size() || prefix > network.prefix_)
      return std::nullopt;
    network.prefix_ = prefix;
  }
  return network;
}

bool Network::contains(const ip::address& address) const {
  if (address.is_v4() != base_.is_v4()) return false;
  if (address.is_v4()) {
    const auto prefix = static_cast<unsigned short>(prefix_);
    return ip::make_network_v4(address.to_v4(), prefix).network() ==
           ip::make_network_v4(base_.to_v4(), prefix).network();
  }
  const auto prefix = static_cast<unsigned short>(prefix_);
  return ip::make_network_v6(address.to_v6(), prefix).network() ==
         ip::make_network_v6(base_.to_v6(), prefix).network();
}

std::vector<Network> parse_networks(const std::vector<std::string>& texts) {
  std::vector<Network> networks;
  for (const auto& text : texts) {
    const auto network = Network::parse(text);
    if (!network) throw std::invalid_argument(fmt::format("\"{}\" is no address and no range of them", text));
    networks.push_back(*network);
  }
  return networks;
}

ip::address plain(ip::address address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  return address;
}

std::string client_key(const ip::address& address) {
  if (address.is_v4()) return address.to_string();
  auto bytes = address.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return ip::make_address_v6(bytes).to_string() + "/64";
}

Origin origin(const ip::address& peer, std::span<const std::pair<std::string_view, std::string_view>> headers,
              std::span<const Network> trusted) {
  auto far_end = peer;
  std::size_t proxies = 0;
  if (any_contains(trusted, peer)) {
    proxies = 1;
    for (const auto hop : from_the_right(headers, "x-forwarded-for")) {
      const auto address = parse_hop(hop);
      if (!address) break;
      far_end = *address;
      if (!any_contains(trusted, far_end)) break;
      ++proxies;
    }
  }
  Origin result{.client = client_key(far_end)};
  if (proxies > 0) {
    const auto schemes = from_the_right(headers, "x-forwarded-proto");
    if (!schemes.empty()) result.secure = same_name(schemes[std::min(proxies, schemes.size()) - 1], "https");
  }
  return result;
}

}  // namespace server
