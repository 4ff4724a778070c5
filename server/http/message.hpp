#pragma once

#include "store/task.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace server {

class Finished;
class Loop;
struct Guest;

enum class Method : std::uint8_t { get, head, post, put, patch, del };

// A request that has passed the gate (checked header, whole body). Views live as long as the request.
struct Request {
  Method method = Method::get;
  std::string_view path = {};   // as sent, still percent-encoded, no query; begins with /
  std::string_view query = {};  // behind the ?, as sent
  std::vector<std::pair<std::string_view, std::string_view>> headers = {};
  std::string_view body = {};
  // The key of its limits: IPv4 address or IPv6 /64, behind trusted proxies the far end's.
  std::string client = {};
  bool secure = false;  // came over TLS, here or at a trusted proxy
  std::string id = {};  // of this request, in logs and on error pages

  // The first field of that name, in any case; empty when there is none.
  std::string_view header(std::string_view name) const;
  // The decoded value of a query parameter, the first of that name; nullopt when absent or ill-formed.
  std::optional<std::string> parameter(std::string_view name) const;
};

// An answer. The connection adds Date, Content-Length, Connection and what every answer carries.
struct Response {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
  enum class Kind : std::uint8_t { page, asset, api, plain };  // decides the security headers
  Kind kind = Kind::page;
  bool compressible = true;
  // Of a page whose form ends at another site, such as a payment provider's: its origin, which browsers must
  // allow for the redirect that answers the form.
  std::string form_target = {};

  // Set for an answer that goes on after its body: called once that is sent, on the connection's loop. What
  // it returns lives for as long as the other side listens.
  std::function<std::shared_ptr<void>(Loop&, Guest&)> stream = {};

  // Set for an answer that was made before, which then stands for all of the above.
  std::shared_ptr<const Finished> finished = {};

  // For the log line; never part of the answer.
  std::string link_fingerprint = {};
  std::string shop = {};
  bool bad_code = false;        // counts against the sender's allowance of wrong codes
  std::string_view cache = {};  // "hit" or "miss", where there is a cache
};

}  // namespace server
