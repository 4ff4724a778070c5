#pragma once

#include "views/html.hpp"

#include <string>
#include <string_view>

namespace views {

// Why the console shows another page than the one that was asked for.
enum class Setback { not_found, not_allowed, stale, unreadable, from_elsewhere, insecure };

std::string setback_title(Setback why);
// What happened, and what to do.
Html setback(Setback why);
// What a rule refused, in its own words, with the way back to a page of the console.
Html refused(std::string_view detail, const std::string& back);

}  // namespace views
