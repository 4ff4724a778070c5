#pragma once

#include "server/console/desk.hpp"
#include "views/console/setback.hpp"

namespace server {

// Answers of the console beside its pages.

// To the sign-in and back, for who is not signed in: 303 to browsers, 401 to scripts.
Response to_sign_in(const Request& request);
// 403 for a form that another site sent.
Response from_elsewhere(Services& services);
// A page for who is not signed in.
Response door_page(Services& services, const std::string& title, const views::Html& main, int status = 200);
// A page that says why not, and leads on.
Response desk_message(const Desk& desk, int status, views::Setback why);

// Where a sign-in may lead: a page of the console by its path, else its first.
std::string way_back(std::string_view path);

}  // namespace server
