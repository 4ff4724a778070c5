#include "server/routes.hpp"

#include <vector>

namespace server {

namespace {

std::vector<Route> joined() {
  std::vector<Route> all;
  for (const auto& table : {customer_routes(), api_routes(), account_routes(), orders_routes(),
                            order_routes(), settings_routes()})
    all.insert(all.end(), table.begin(), table.end());
  return all;
}

}  // namespace

std::span<const Route> routes() {
  static const auto all = joined();
  return all;
}

}  // namespace server
