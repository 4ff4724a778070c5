#include "server/pages/user_agent.hpp"

#include <algorithm>
#include <array>

namespace server {

namespace {

bool has(std::string_view text, std::string_view part) {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
  return std::ranges::search(text, part, same).begin() != text.end();
}

}  // namespace

std::string device_of(std::string_view user_agent) {
  if (has(user_agent, "ipad") || has(user_agent, "tablet")) return "tablet";
  if (has(user_agent, "iphone") || has(user_agent, "mobile")) return "phone";
  return has(user_agent, "android") ? "tablet" : "computer";  // Android without "Mobile" is a tablet
}

bool is_preview(std::string_view user_agent) {
  constexpr std::array names{"bot",     "whatsapp", "facebookexternalhit", "preview", "crawl",
                             "spider",  "slack",    "safelinks",           "scanner", "headless",
                             "monitor", "fetch"};
  return user_agent.empty() ||
         std::ranges::any_of(names, [&](std::string_view name) { return has(user_agent, name); });
}

}  // namespace server
