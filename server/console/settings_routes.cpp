#include "server/routes.hpp"

namespace server {

std::span<const Route> settings_routes() { return {}; }

}  // namespace server
