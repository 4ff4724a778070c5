#pragma once

#include "orders/strokes.hpp"

#include <optional>
#include <string_view>

namespace server {

// Reads what a signature pad sends, as `tokens::strokes_json` writes it: integers alone and no other member.
// nullopt for anything else. Whether it can be a signature is for orders::check_strokes to say.
std::optional<orders::Strokes> parse_strokes(std::string_view json);

}  // namespace server
