#include "server/pages/user_agent.hpp"

#include <doctest/doctest.h>

using server::is_preview;

TEST_SUITE_BEGIN("server/user_agent");

TEST_CASE("what fetches pages for a preview is known by its name, in any case and anywhere") {
  for (const auto* agent :
       {"", "WhatsApp/2.23.20.0", "facebookexternalhit/1.1", "Slackbot-LinkExpanding 1.0",
        "Mozilla/5.0 (compatible; bingbot/2.0)", "TelegramBot (like TwitterBot)", "SkypeUriPreview",
        "Mozilla/5.0 AppleWebKit/537.36 HeadlessChrome/120.0", "node-FETCH", "x-Safelinks", "my crawler",
        "SPIDER", "mail scanner", "uptime-monitor"})
    CHECK_MESSAGE(is_preview(agent), std::string(agent));
}

TEST_CASE("people's browsers are no previews") {
  for (const auto* agent :
       {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
        "Safari/537.36 Edg/126.0.0.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        "Version/17.5 Mobile/15E148 Safari/604.1",
        "b", "bo", "whatsap"})
    CHECK_FALSE(is_preview(agent));
}

TEST_SUITE_END();
