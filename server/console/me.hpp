#pragma once

#include "server/console/desk.hpp"
#include "views/console/me.hpp"

#include <string>

namespace server {

// The page of oneself, with what was wrong in a form of it.
Task<Response> me_answer(Services& services, const Desk& desk, views::Faults faults = {},
                         std::string notice = {}, bool welcome = false);

// Whether a password may be chosen without the one before: there is none, or a link has just let them in.
bool may_choose_freely(const Desk& desk);

// Why the password that somebody signed in is asked for again was not right; empty when it was. Counts as a
// try.
Task<std::string> wrong_password(Services& services, const Request& request, const Desk& desk,
                                 std::string password);

}  // namespace server
