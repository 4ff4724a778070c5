#pragma once

#include "orders/announce.hpp"
#include "views/console/frame.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace views {

// What an entry of the feed says to staff: "Quote approved, R-1001".
std::string news_words(const orders::FeedEntry& entry);

struct NewsView {
  const ConsoleView& console;
  const std::vector<orders::FeedEntry>& items;  // newest first
  std::int64_t unread = 0;
  std::int64_t last = 0;  // what is seen when they say so
};

Html news_main(const NewsView& view);

}  // namespace views
