#pragma once

#include "views/console/frame.hpp"

#include <string>
#include <vector>

namespace views {

// Who works in the shop, for its owners.

// What was typed about somebody who is to be added.
struct NewPerson {
  std::string email = {}, name = {}, role = "technician", location = {};
  bool by_mail = true;
};
struct PeoplePage {
  std::vector<orders::StaffMember> people = {};
  std::vector<orders::Location> locations = {};
  NewPerson typed = {};
  Faults faults = {};
};
Html people_page(const PeoplePage& page, const ConsoleView& view);

struct PersonPage {
  orders::StaffMember person{};
  std::vector<orders::Location> locations = {};
  Faults faults = {};
};
Html person_page(const PersonPage& page, const ConsoleView& view);

// A one-time link to hand over, shown once.
Html invitation_page(const orders::StaffMember& person, const std::string& link);

}  // namespace views
