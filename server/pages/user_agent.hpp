#pragma once

#include <string>
#include <string_view>

namespace server {

// What a browser says of itself, taken at its word: good enough for a diary, never for a right.

// "phone", "tablet" or "computer".
std::string device_of(std::string_view user_agent);
// "Firefox on Linux", for somebody to know their own browsers by; "a browser" when it names neither.
std::string browser_of(std::string_view user_agent);
// The fetchers of chat programs, mail scanners and search engines that name themselves.
bool is_preview(std::string_view user_agent);

}  // namespace server
