#pragma once

#include "orders/strokes.hpp"

#include <optional>
#include <string_view>

namespace server {

// The strokes that a person's part of an entry holds, if it holds some.
std::optional<orders::Strokes> drawing_of(std::string_view personal);

}  // namespace server
