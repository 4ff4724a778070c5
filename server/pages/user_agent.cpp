#include "server/pages/user_agent.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

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

std::string browser_of(std::string_view user_agent) {
  using Names = std::initializer_list<std::pair<std::string_view, std::string_view>>;
  const auto first = [&](const Names& names) -> std::string {
    for (const auto& [part, name] : names)
      if (has(user_agent, part)) return std::string(name);
    return {};
  };
  // Most claim to be others as well: the rarer name decides.
  const auto browser = first({{"edg", "Edge"},
                              {"opr/", "Opera"},
                              {"samsungbrowser", "Samsung Internet"},
                              {"firefox", "Firefox"},
                              {"fxios", "Firefox"},
                              {"chrom", "Chrome"},
                              {"crios", "Chrome"},
                              {"safari", "Safari"}});
  const auto system = first({{"iphone", "iPhone"},
                             {"ipad", "iPad"},
                             {"android", "Android"},
                             {"windows", "Windows"},
                             {"mac os", "macOS"},
                             {"cros", "ChromeOS"},
                             {"linux", "Linux"}});
  if (system.empty()) return browser.empty() ? "a browser" : browser;
  return (browser.empty() ? "a browser" : browser) + " on " + system;
}

bool is_preview(std::string_view user_agent) {
  constexpr std::array names{"bot",     "whatsapp", "facebookexternalhit", "preview", "crawl",
                             "spider",  "slack",    "safelinks",           "scanner", "headless",
                             "monitor", "fetch"};
  return user_agent.empty() ||
         std::ranges::any_of(names, [&](std::string_view name) { return has(user_agent, name); });
}

}  // namespace server
