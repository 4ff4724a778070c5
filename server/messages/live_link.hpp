#pragma once

#include "server/http/router.hpp"
#include "server/services.hpp"

#include <optional>
#include <string>

namespace server {

orders::Channel channel_of(orders::Route route);

// The address of the order's page for messages by a route: of `wanted`, else of the newest link of its
// channel that opens, else of a new one; empty when none would open.
Task<std::string> live_link(Services& services, const orders::Shop& shop, const orders::Order& order,
                            orders::Route route, orders::Instant at,
                            std::optional<orders::LinkUid> wanted = {});

}  // namespace server
