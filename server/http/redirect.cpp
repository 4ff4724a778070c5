#include "server/http/redirect.hpp"

#include "server/pages/answers.hpp"
#include "server/services.hpp"

#include <fmt/format.h>

namespace server {

namespace {

using Captures = std::span<const std::string_view>;

// 308 and to one host alone: the request says nothing about where it goes.
Task<Response> send_on(Services& services, const Request& request, Captures) {
  auto to = services.settings()->public_url + std::string{request.path};
  if (!request.query.empty()) to.append("?").append(request.query);
  Response response{
      .status = 308, .content_type = "text/plain; charset=utf-8", .kind = Response::Kind::plain};
  response.headers.emplace_back("Location", std::move(to));
  co_return response;
}

Task<Response> refuse(Services& services, const Request&, Captures) {
  co_return Response{.status = 403,
                     .content_type = "text/plain; charset=utf-8",
                     .body = fmt::format("Nothing was done: this came unencrypted. Please use {}.\n",
                                         services.settings()->public_url),
                     .kind = Response::Kind::plain};
}

Task<Response> refuse_call(Services& services, const Request&, Captures) {
  co_return problem(
      403, "Not encrypted",
      fmt::format("Nothing was done: this came unencrypted, and so did its key, if it had one. Make a "
                  "new key and use {}.",
                  services.settings()->public_url));
}

}  // namespace

std::span<const Route> redirect_routes() {
  static const auto all = [] {
    std::vector<Route> made;
    for (const auto& route : routes()) {
      const auto answer = route.pattern.starts_with("/api/") ? refuse_call
                          : route.method == Method::get      ? send_on
                                                             : refuse;
      made.push_back({route.method, route.pattern, route.body_limit, answer});
    }
    return made;
  }();
  return all;
}

}  // namespace server
