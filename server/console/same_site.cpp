#include "server/console/same_site.hpp"

#include <fmt/format.h>

namespace server {

bool is_same_site(const Request& request) {
  if (const auto site = request.header("sec-fetch-site"); !site.empty())
    return site == "same-origin" || site == "none";  // none: the person alone, by reloading
  const auto origin = request.header("origin");
  return origin.empty() ||
         origin == fmt::format("{}://{}", request.secure ? "https" : "http", request.header("host"));
}

}  // namespace server
