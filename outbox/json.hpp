#pragma once

#include "orders/time.hpp"

#include <boost/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outbox {

// Reading other people's JSON: what is missing or of another kind reads as nothing, and nothing throws.

// nullopt when the text is not one JSON object or nests deeper than any provider's does.
std::optional<boost::json::value> parse_object(std::string_view text);
// By RFC 6901 pointer ("/data/object/id"); nullptr if there is nothing.
const boost::json::value* find(const boost::json::value& json, std::string_view pointer);
std::string text_at(const boost::json::value& json, std::string_view pointer);  // empty unless it is a string
std::optional<std::int64_t> whole_at(const boost::json::value& json, std::string_view pointer);

// The times in it: seconds since 1970, or RFC 3339 ("2026-01-02T03:04:05Z"). nullopt outside the years 1970
// to 9999.
std::optional<orders::Instant> from_unix(std::int64_t seconds);
std::optional<orders::Instant> from_rfc3339(const std::string& text);

}  // namespace outbox
