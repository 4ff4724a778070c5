#pragma once

#include "orders/outcome.hpp"
#include "orders/webhook.hpp"

#include <boost/json/object.hpp>

// What a shop says of a system that wants to hear of happenings, as a JSON object.
namespace server {

inline constexpr std::size_t most_webhooks = 20;  // of a shop
// A new secret signs beside the one before for as long, so that nothing is lost while the receiver changes
// over.
inline constexpr auto both_secrets_for = std::chrono::hours{24};

// What the members say of it; what is not given stays, but an endpoint without an address needs one. Plain
// http:// is taken where private networks are allowed.
orders::Outcome<orders::WebhookEndpoint> patch_webhook(const boost::json::object& members,
                                                       orders::WebhookEndpoint endpoint, bool allow_private);

}  // namespace server
