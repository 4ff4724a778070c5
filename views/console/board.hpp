#pragma once

#include "orders/card.hpp"
#include "views/console/frame.hpp"

#include <vector>

namespace views {

// What is to be done today; each list holds the first of what there is, most pressing first.
struct BoardView {
  const ConsoleView& console;
  const std::vector<orders::OrderCard>&waiting, &ready, &overdue, &unanswered;
  std::size_t most = 50;  // of each list: one that has so many says "50+"
};

Html board_main(const BoardView& view);

}  // namespace views
