#pragma once

#include "server/http/router.hpp"
#include "store/people.hpp"
#include "tokens/session.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace server {

// The steps of coming in that every way shares.

// 403 before anything is read: no encryption, or another site's form.
std::optional<Response> refused_at_door(Services& services, const Request& request);
Response not_encrypted(Services& services);
Response unreadable_at_door(Services& services);
std::string too_many_tries(std::chrono::seconds wait);  // "… Try again in 3 minutes."
std::string lower_trimmed(std::string_view text);

// Somebody has proved the first factor: the page that asks for the second, or, without one, their session.
Task<Response> admit(Services& services, const Request& request, const store::Staff& staff,
                     tokens::Entrance by, std::string_view next);

// A session of its own for a browser, whatever it held before: 303 to `next` with its cookie, and the browser
// is known from then on.
Task<Response> open_session(Services& services, const Request& request, const store::Staff& staff,
                            tokens::Entrance by, std::string_view next);

}  // namespace server
