#include "server/pages/user_agent.hpp"

#include "server/http/text.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>
#include <utility>

namespace server {

namespace {

bool has(std::string_view text, std::string_view part) {
  const auto same = [](char a, char b) { return lower(a) == b; };
  return std::ranges::search(text, part, same).begin() != text.end();
}

bool begins(std::string_view text, std::string_view part) {
  return text.size() >= part.size() && same_name(text.substr(0, part.size()), part);
}

// By their first letter, in order.
constexpr std::array<std::string_view, 12> previews{"bot",     "crawl",     "facebookexternalhit",
                                                    "fetch",   "headless",  "monitor",
                                                    "preview", "safelinks", "scanner",
                                                    "slack",   "spider",    "whatsapp"};

// Those that begin with this byte, in either case.
constexpr auto previews_by_letter = [] {
  std::array<std::span<const std::string_view>, 256> table{};
  for (std::size_t first = 0, end = 0; first < previews.size(); first = end) {
    const auto letter = previews[first].front();
    while (end < previews.size() && previews[end].front() == letter) ++end;
    const auto names = std::span{previews}.subspan(first, end - first);
    table[static_cast<unsigned char>(letter)] = table[static_cast<unsigned char>(letter - 32)] = names;
  }
  return table;
}();

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
  if (user_agent.empty()) return true;
  // Asked of every page: looks only where one of the names may begin.
  for (std::size_t at = 0; at < user_agent.size(); ++at) {
    const auto names = previews_by_letter[static_cast<unsigned char>(user_agent[at])];
    const auto rest = user_agent.substr(at);
    if (std::ranges::any_of(names, [&](std::string_view name) { return begins(rest, name); })) return true;
  }
  return false;
}

}  // namespace server
