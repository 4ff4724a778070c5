#pragma once

#include "server/console/desk.hpp"
#include "views/console/settings.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>

// The handlers of the shop's settings; settings_routes.cpp says where each stands.
namespace server {

Task<Response> show_settings(Services&, const Request&, Captures);
Task<Response> show_shop_settings(Services&, const Request&, Captures);
Task<Response> save_shop_settings(Services&, const Request&, Captures);
Task<Response> save_shop_logo(Services&, const Request&, Captures);
Task<Response> show_portal_settings(Services&, const Request&, Captures);
Task<Response> save_portal_settings(Services&, const Request&, Captures);
Task<Response> show_colour(Services&, const Request&, Captures);
Task<Response> show_locations(Services&, const Request&, Captures);
Task<Response> show_location(Services&, const Request&, Captures);
Task<Response> save_location(Services&, const Request&, Captures);
Task<Response> save_location_logo(Services&, const Request&, Captures);
Task<Response> show_message_settings(Services&, const Request&, Captures);
Task<Response> save_message_settings(Services&, const Request&, Captures);
Task<Response> retry_message(Services&, const Request&, Captures);
Task<Response> show_templates(Services&, const Request&, Captures);
Task<Response> show_template(Services&, const Request&, Captures);
Task<Response> save_template(Services&, const Request&, Captures);
Task<Response> show_terms_list(Services&, const Request&, Captures);
Task<Response> show_terms(Services&, const Request&, Captures);
Task<Response> save_terms(Services&, const Request&, Captures);
Task<Response> show_webhooks(Services&, const Request&, Captures);
Task<Response> add_webhook(Services&, const Request&, Captures);
Task<Response> show_webhook(Services&, const Request&, Captures);
Task<Response> save_webhook(Services&, const Request&, Captures);
Task<Response> test_webhook(Services&, const Request&, Captures);
Task<Response> renew_webhook_secret(Services&, const Request&, Captures);
Task<Response> drop_webhook(Services&, const Request&, Captures);
Task<Response> redeliver(Services&, const Request&, Captures);
Task<Response> show_keys(Services&, const Request&, Captures);
Task<Response> add_key(Services&, const Request&, Captures);
Task<Response> revoke_key(Services&, const Request&, Captures);
Task<Response> show_exports(Services&, const Request&, Captures);
Task<Response> send_export(Services&, const Request&, Captures);

// The version that a form was made of.
std::int64_t version_of(const Posted& posted);
// A whole number as the API takes it; what is none goes on as text, to be refused.
boost::json::value typed_number(const std::string& typed);
// A page of the settings; 422 when something is at fault. What was saved just before is said above it.
Response settings_answer(const Desk& desk, const Request& request, views::Section section,
                         const views::Html& body, bool sound = true);
// What is said for the whole shop, and what it could not tell customers of any location, is for those who see
// all of it, as it is at the API: 403 for who works at one.
std::optional<Response> refuse_of_one_place(const Desk& desk);

}  // namespace server
