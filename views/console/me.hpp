#pragma once

#include "views/console/frame.hpp"

#include <string>
#include <vector>

namespace views {

// Oneself at the console: name, password, second factor, the browsers one is signed in with.
struct MePage {
  std::string name = {};  // as typed
  bool alerts = true;
  bool asks_old_password = true;
  bool has_password = false, has_totp = false;
  int codes_left = 0;
  std::vector<orders::StaffSession> sessions = {};
  orders::SessionId here{};
  bool welcome = false;  // came by a first link
  Faults faults = {};
};
Html me_page(const MePage& page, const ConsoleView& view);

// To set up a second factor: what the authenticator app reads (QR and text), and the code that proves it.
struct Enrolment {
  std::string uri = {}, text = {};
  std::string sealed = {};  // the secret on its way back
};
Html enrolment_page(const Enrolment& enrolment, const ConsoleView& view, const Faults& faults);
// Shown once.
Html recovery_codes_page(const std::vector<std::string>& codes);

// A role as people say it.
std::string role_word(orders::Role role);

}  // namespace views
