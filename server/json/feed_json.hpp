#pragma once

#include "orders/webhook.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

// What shop systems are told of happenings: ids and words, never a code, a name or a contact.
namespace server {

// One entry of the feed; `location` is the slug of the order's location. "subject" is the id of what it is
// about (quote, signature, payment, message, link), "detail" a word on it: the stage reached, the quote's
// round, the document's purpose, the payment's kind.
boost::json::object feed_json(const orders::FeedEntry& entry, std::string_view location);

// The body of a delivery: {"type","timestamp","data"}, in which `data` is the entry as the feed has it; a
// test names its endpoint instead.
std::string webhook_body(const orders::WebhookDelivery& delivery, std::string_view location);
// The id under which a receiver knows what it had before: the entry's, a test's own.
std::string webhook_message_id(const orders::WebhookDelivery& delivery);

boost::json::object webhook_json(const orders::WebhookEndpoint& endpoint);
boost::json::object delivery_json(const orders::WebhookDelivery& delivery);

}  // namespace server
