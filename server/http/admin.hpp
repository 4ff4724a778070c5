#pragma once

#include "server/http/router.hpp"

namespace server {

// /healthz answers while the process lives; /readyz, while it also reaches its store and is not about to end;
// /metrics in the text format of Prometheus.
std::span<const Route> admin_routes();

}  // namespace server
