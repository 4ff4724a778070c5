#pragma once

#include "orders/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace server {

// "2017-04-01"; nullopt for a day that no calendar has.
std::optional<orders::Date> parse_date(std::string_view text);
// Minutes since midnight: "17:30".
std::optional<std::chrono::minutes> parse_clock(std::string_view text);
std::string clock_text(std::chrono::minutes since_midnight);
// RFC 3339 with any offset: "2026-05-01T17:00:00Z", "2026-05-01T17:00:00.5+01:00".
std::optional<orders::Instant> parse_rfc3339(std::string_view text);

}  // namespace server
