#pragma once

#include "outbox/mail.hpp"
#include "outbox/texting.hpp"
#include "server/http/router.hpp"
#include "server/services.hpp"
#include "views/mail.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace server {

// A notice put into words for its route, at the moment it is sent: neither the words nor the link in them are
// kept anywhere.
struct Letter {
  std::string to = {};    // e-mail address or E.164 number
  std::string name = {};  // of whom it goes to
  std::string shop = {};  // its name
  std::string slug = {};
  std::string answers_to = {};  // e-mail of the location, may be empty
  std::string thread = {};      // what the mails of one order share: its id; empty: none
  views::MailText mail = {};
  std::vector<outbox::MailAttachment> attachments = {};
  std::string unsubscribe = {};       // address; empty: it always goes
  std::string text = {};              // of SMS and WhatsApp
  outbox::TemplateMessage news = {};  // of WhatsApp by a provider; without number and name of the template
};

// Nothing to say (any more).
struct Dropped {
  std::string why = {};  // for the order's history
};
// Not at this hour.
struct PutOff {
  orders::Instant until{};
};
using Written = std::variant<Letter, Dropped, PutOff>;

Task<Written> write_letter(Services& services, const store::Notice& notice, orders::Instant at);

// The two kinds of it.
Task<Written> write_to_customer(Services& services, const store::Notice& notice, orders::Instant at);
Task<Written> write_to_staff(Services& services, const store::Notice& notice, orders::Instant at);

// Why a notice has nothing to say of the order as it stands now: answered, moved on, paid, ended; nullopt: it
// has.
std::optional<std::string> moot(const store::Notice& notice, const orders::Order& order,
                                const orders::Shop& shop, orders::Instant at);

}  // namespace server
