#pragma once

#include "server/http/router.hpp"
#include "store/store.hpp"
#include "tokens/session.hpp"

#include <string_view>

namespace server {

// A session of its own for a browser, whatever it held before: 303 to `next` with the cookie of it.
Task<Response> open_session(Services& services, const Request& request, const store::Staff& staff,
                            tokens::Entrance by, std::string_view next);

}  // namespace server
