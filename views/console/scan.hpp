#pragma once

#include "orders/order.hpp"
#include "views/console/frame.hpp"

#include <string>

namespace views {

// The counter: a collection code is read or typed.
Html scan_main(const ConsoleView& view, const Faults& faults);

// The order that a code belongs to, before it is handed over.
struct HandOverView {
  const ConsoleView& console;
  const orders::Order& order;
  std::string code = {};       // as it was read
  std::string operation = {};  // of handing over, once
  std::string recipient = {};
  const Faults& faults;
};
Html hand_over_main(const HandOverView& view);

}  // namespace views
