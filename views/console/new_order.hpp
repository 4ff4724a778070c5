#pragma once

#include "orders/shop.hpp"
#include "views/console/frame.hpp"

#include <string>
#include <vector>

namespace views {

// What was typed into the form of a new order, so far.
struct NewOrderForm {
  struct Device {
    std::string kind = {}, brand = {}, model = {}, serial = {}, problem = {};
  };
  std::string name = {}, phone = {}, email = {}, locale = {};
  std::vector<Device> devices = {{}};
  bool here = true;                                   // the devices lie on the counter
  std::string promised_day = {}, promised_time = {};  // "2026-05-01", "17:00"
  std::string note = {};
  std::string location = {};   // slug
  std::string tell = {};       // "shop": by the shop's rules; "email", "sms": the link at once; "nobody"
  std::string operation = {};  // one for each time the form is made: the order is taken in once under it
};

struct NewOrderView {
  const ConsoleView& console;
  const std::vector<orders::Location>& locations;
  const NewOrderForm& form;
  const Faults& faults;
  bool one_more = false;  // a device was just added: its first field is next
};

Html new_order_main(const NewOrderView& view);

}  // namespace views
