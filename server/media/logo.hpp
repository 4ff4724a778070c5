#pragma once

#include "orders/outcome.hpp"
#include "orders/shop.hpp"
#include "server/services.hpp"

#include <string>

namespace server {

// A picture that somebody sent as a logo, drawn anew by the darkroom and kept among the assets. Invalid, with
// the field "logo", for what is no PNG, JPEG or WebP.
store::Task<orders::Outcome<orders::Logo>> keep_logo(Services& services, std::string picture);

}  // namespace server
