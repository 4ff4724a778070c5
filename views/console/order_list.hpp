#pragma once

#include "orders/card.hpp"
#include "views/console/frame.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace views {

// What was asked of the list, as the address has it; empty: not asked.
struct ListAsk {
  std::string text = {};   // to search for
  std::string stage = {};  // "open", "all" or a stage's name
  std::string quote = {};  // a quote standing's name
  std::string location = {};
  bool overdue = false;
  bool unanswered = false;
};

struct OrderListView {
  const ConsoleView& console;
  const std::vector<orders::Location>& locations;
  ListAsk ask = {};
  std::vector<orders::OrderCard> cards = {};
  std::string next = {};                              // cursor of what follows; empty: that was all
  std::map<orders::Stage, std::int64_t> counts = {};  // of the whole shop or location
};

Html order_list_main(const OrderListView& view);

}  // namespace views
