#pragma once

#include "server/http/message.hpp"

namespace server {

// Whether a form was sent by a page of ours, as far as browsers say: by Sec-Fetch-Site, else by Origin. What
// says neither is no browser of today, and is left to the session's token.
bool is_same_site(const Request& request);

}  // namespace server
