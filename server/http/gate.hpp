#pragma once

#include "server/http/head.hpp"
#include "server/http/message.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace server {

// Tells whether a request may be for this host, named without its port and in lower case.
using KnownHost = std::function<bool(std::string_view host)>;

// What a header has been found to say, or why it is refused. A refusal ends the connection: nobody knows
// where the next request would begin.
struct Verdict {
  Refused refused = {};
  Method method = Method::get;
  std::string_view path = {};        // of the target, before the ?
  std::string_view query = {};       // behind it
  std::uint32_t content_length = 0;  // bytes
  bool wants_continue = false;       // the body is held back until a 100 Continue
  bool keep_alive = true;
};

// Judges a header by RFC 9112 and this service's stricter word. Whatever two servers in a row might read
// differently is refused and never repaired, so that no request can hide in another.
Verdict check(const Head& head, const KnownHost& known_host);

// The host in a Host field or the authority of a URL, without its port, in lower case; nullopt for what none
// could be (RFC 3986 section 3.2.2).
std::optional<std::string> host_name(std::string_view authority);

// Whether a body of that type must be UTF-8.
bool is_text(std::string_view content_type);

}  // namespace server
