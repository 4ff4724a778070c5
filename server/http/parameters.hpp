#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace server {

using Parameters = std::vector<std::pair<std::string, std::string>>;

// The names and values of application/x-www-form-urlencoded (WHATWG URL section 5.1), decoded, in their
// order: of a query or of a form's body. nullopt for what is ill-formed, holds a NUL, or has more than `most`
// of them.
std::optional<Parameters> read_parameters(std::string_view text, std::size_t most);

}  // namespace server
