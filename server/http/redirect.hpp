#pragma once

#include "server/http/router.hpp"

namespace server {

// Of the plain listener beside TLS: every address of `routes`, where pages are sent on to the public URL and
// all else is refused, because what a form or a program sends has been read on the way by then.
std::span<const Route> redirect_routes();

}  // namespace server
