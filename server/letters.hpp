#pragma once

#include "server/http/router.hpp"
#include "server/services.hpp"
#include "views/mail.hpp"

#include <optional>
#include <string>

namespace server {

// A notice put into words for its route, at the moment it is sent: neither the words nor the link in them are
// kept anywhere.
struct Letter {
  std::string to = {};        // e-mail address or E.164 number
  std::string customer = {};  // name
  std::string shop_name = {};
  std::string shop_address = {};  // e-mail of the location, may be empty
  std::string order = {};         // its id, for threads
  views::MailText mail = {};      // of the route email
  std::string sms = {};           // of the route sms
};

// nullopt when there is nothing to send any more: no contact, no order, a link that has ended.
Task<std::optional<Letter>> write_letter(Services& services, const store::Notice& notice);

}  // namespace server
