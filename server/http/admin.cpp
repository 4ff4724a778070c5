#include "server/http/admin.hpp"

#include "server/http/metrics.hpp"
#include "server/services.hpp"

#include <array>

namespace server {

namespace {

using Captures = std::span<const std::string_view>;

Response plain_text(int status, std::string text) {
  return {.status = status,
          .content_type = "text/plain; charset=utf-8",
          .body = std::move(text),
          .kind = Response::Kind::plain};
}

Task<Response> health(Services&, const Request&, Captures) { co_return plain_text(200, "alive\n"); }

Task<Response> readiness(Services& services, const Request&, Captures) {
  if (services.draining) co_return plain_text(503, "ending\n");
  bool reached = false;
  try {
    reached = co_await services.store.ready();
  } catch (const store::Unavailable&) {  // an answer here, not an accident
  }
  co_return reached ? plain_text(200, "ready\n") : plain_text(503, "store unreachable\n");
}

Task<Response> metrics(Services& services, const Request&, Captures) {
  auto response = plain_text(200, services.metrics.text(services.cache, services.pages));
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  co_return response;
}

constexpr std::array table{
    Route{Method::get, "/healthz", 0, health},
    Route{Method::get, "/readyz", 0, readiness},
    Route{Method::get, "/metrics", 0, metrics},
};

}  // namespace

std::span<const Route> admin_routes() { return table; }

}  // namespace server
