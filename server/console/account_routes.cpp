#include "server/routes.hpp"

namespace server {

std::span<const Route> account_routes() { return {}; }

}  // namespace server
