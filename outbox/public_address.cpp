#include "outbox/public_address.hpp"

#include <array>
#include <cstdint>
#include <cstring>

#include <netinet/in.h>

namespace outbox {
namespace {

struct Network4 {
  std::uint32_t base;
  int bits;
  constexpr bool holds(std::uint32_t address) const { return (address ^ base) >> (32 - bits) == 0; }
};

constexpr Network4 net(std::uint32_t a, std::uint32_t b, std::uint32_t c, int bits) {
  return {(a << 24) | (b << 16) | (c << 8), bits};
}

constexpr std::array special_4{
    net(0, 0, 0, 8),      net(10, 0, 0, 8),     net(100, 64, 0, 10), net(127, 0, 0, 8),
    net(169, 254, 0, 16), net(172, 16, 0, 12),  net(192, 0, 0, 24),  net(192, 0, 2, 24),
    net(192, 88, 99, 24), net(192, 168, 0, 16), net(198, 18, 0, 15), net(198, 51, 100, 24),
    net(203, 0, 113, 24), net(224, 0, 0, 4),    net(240, 0, 0, 4),
};

bool is_public_4(std::uint32_t address) {
  for (const auto& network : special_4)
    if (network.holds(address)) return false;
  return true;
}

using Bytes6 = std::array<std::uint8_t, 16>;

std::uint32_t four_at(const Bytes6& bytes, std::size_t at) {
  return (std::uint32_t{bytes[at]} << 24) | (std::uint32_t{bytes[at + 1]} << 16) |
         (std::uint32_t{bytes[at + 2]} << 8) | bytes[at + 3];
}

bool is_public_6(const Bytes6& address) {
  const auto first = four_at(address, 0), second = four_at(address, 4), third = four_at(address, 8);
  if (first == 0 && second == 0 && third == 0xffff) return is_public_4(four_at(address, 12));      // mapped
  if (first == 0x0064ff9b && second == 0 && third == 0) return is_public_4(four_at(address, 12));  // NAT64
  if (first >> 16 == 0x2002) return is_public_4((first << 16) | (second >> 16));                   // 6to4
  if (first >> 29 != 1) return false;                     // global unicast, 2000::/3
  const bool protocols = first >> 9 == 0x20010000u >> 9;  // 2001::/23, Teredo too
  const bool documentation = first == 0x20010db8 || first >> 12 == 0x3fff0000u >> 12;
  return !protocols && !documentation;
}

}  // namespace

bool is_public_address(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, &address, sizeof four);
    return is_public_4(ntohl(four.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 six{};
  std::memcpy(&six, &address, sizeof six);
  Bytes6 bytes{};
  std::memcpy(bytes.data(), &six.sin6_addr, bytes.size());
  return is_public_6(bytes);
}

}  // namespace outbox
