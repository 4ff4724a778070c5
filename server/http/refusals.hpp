#pragma once

#include "server/http/message.hpp"

namespace server {

struct Services;

// The answer to what got no further than the gate, or broke behind it. There is no request when its header
// could not be read.
Response refusal_page(Services& services, int status, const Request* request);

}  // namespace server
