#pragma once

#include "server/http/router.hpp"
#include "store/people.hpp"

#include <string>

namespace server {

// Uses up a code of somebody's second factor, or one of their recovery codes. Empty when it was right, else
// why not, as a sentence. Counts against their tries, those of a known device apart.
Task<std::string> check_second_factor(Services& services, const Request& request, const store::Staff& staff,
                                      std::string typed, std::string device);

}  // namespace server
