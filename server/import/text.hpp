#pragma once

#include <string>
#include <string_view>

namespace server {

// A value to show in a message: at most 60 characters, control characters and stray bytes as \x1b.
std::string shown(std::string_view value);

}  // namespace server
