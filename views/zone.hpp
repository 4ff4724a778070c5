#pragma once

#include "orders/zone.hpp"

#include <optional>
#include <string_view>

namespace views {

// The rules of an IANA zone from ICU, from 2000 to 2040; nullopt for a name that ICU does not know. Cached,
// from any thread.
std::optional<orders::Zone> load_zone(std::string_view name);

}  // namespace views
