#include "server/console/cookies.hpp"

#include "server/http/text.hpp"

#include <fmt/format.h>

namespace server {

std::string_view cookie(const Request& request, std::string_view name) {
  for (const auto& [field, value] : request.headers) {
    if (!same_name(field, "cookie")) continue;
    for (std::string_view rest = value; !rest.empty();) {
      const auto end = rest.find(';');
      auto pair = rest.substr(0, end);
      rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
      while (pair.starts_with(' ')) pair.remove_prefix(1);
      if (pair.starts_with(name) && pair.substr(name.size()).starts_with('='))
        return pair.substr(name.size() + 1);
    }
  }
  return {};
}

void set_cookie(Response& response, std::string_view name, std::string_view value, std::chrono::seconds age) {
  auto text = fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite=Lax", name, value);
  if (age.count() > 0) text += fmt::format("; Max-Age={}", age.count());
  response.headers.emplace_back("Set-Cookie", std::move(text));
}

void drop_cookie(Response& response, std::string_view name) {
  response.headers.emplace_back("Set-Cookie",
                                fmt::format("{}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0", name));
}

bool keeps_cookies(const Request& request) {
  if (request.secure) return true;
  const auto host = request.header("host");
  for (const std::string_view here : {"localhost", "127.0.0.1", "[::1]"})
    if (host == here || (host.starts_with(here) && host.substr(here.size()).starts_with(':'))) return true;
  return false;
}

}  // namespace server
