#pragma once

#include "orders/shop.hpp"
#include "views/url.hpp"

#include <string_view>

namespace views {

// What the name of a picture ends with, by its media type: png, jpg or webp.
std::string_view picture_extension(std::string_view media_type);
Url logo_url(const orders::Logo& logo);  // on this server

}  // namespace views
