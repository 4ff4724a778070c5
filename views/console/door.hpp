#pragma once

#include "views/console/frame.hpp"

#include <string>
#include <string_view>

namespace views {

// The pages before one is signed in, each the `main` of a `console_door`.

// E-mail and password. `next` is where it leads.
Html sign_in_form(std::string_view email, std::string_view next, const Faults& faults);
// A code of the second factor, or one of the codes that stand in for it. `ticket` says who is asked.
Html code_form(std::string_view ticket, const Faults& faults);
// To be sent a sign-in link, and the same answer whoever asked.
Html recover_form(std::string_view email, const Faults& faults);
Html recover_sent();
// Behind a one-time link: signing in is a press of a button, because machines open links too.
Html one_time_form(std::string_view shop, const std::string& path);
// The link was used, replaced or is past its time.
Html one_time_over();

}  // namespace views
