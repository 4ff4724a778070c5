#pragma once

struct sockaddr;

namespace outbox {

// Whether an address belongs to the public internet: none of this machine, of private or shared networks, of
// link-local, multicast, documentation or other special use (IANA's special-purpose registries, RFC 6890),
// nor an IPv6 one that leads to such an IPv4 one.
bool is_public_address(const sockaddr& address);

}  // namespace outbox
