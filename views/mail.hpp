#pragma once

#include "views/acts.hpp"

#include <optional>
#include <string>

namespace views {

// A mail in words: once as plain text and once as a page that needs no picture.
struct MailText {
  std::string subject = {}, text = {}, html = {};
};

// What stands below every mail to a customer, above the shop's contact.
struct MailFoot {
  std::string link = {};         // whole address of the order's page; empty: it opens no more
  std::string unsubscribe = {};  // whole address; empty: mails that always go
  std::string words = {};        // the shop's own
};

// What a customer did, told to the other contact that they gave, so that they hear of what they did not do.
struct ActReceipt {
  Act act = Act::approve;
  bool in_part = false;                      // approve: not all of the quote
  std::string order = {};                    // its number
  std::optional<orders::Money> amount = {};  // approved or paid
  std::string document = {};                 // sign: its title
  std::string name = {};                     // as it was typed
  orders::Instant at{};
  std::string reference = {};  // of the entry in the record
  std::string link = {};       // whole address of the order's page; empty: none is sent
};
// "You approved the quote"
std::string act_news(const ActReceipt& receipt, const Locale& locale);
MailText act_receipt_mail(const ActReceipt& receipt, const ShopContact& contact, const Locale& locale,
                          const MailFoot& foot = {});

// A new link, after "send me a new link" or "I lost my phone".
struct NewLink {
  std::string order = {};
  std::string link = {};  // whole address
  bool replaces = false;  // the links before it have ended
  std::optional<orders::Instant> ends_at = {};
};
MailText new_link_mail(const NewLink& link, const ShopContact& contact, const Locale& locale,
                       const MailFoot& foot = {});

// A code that opens a link for a while, after the link was opened. `code` is six digits.
MailText entry_code_mail(const std::string& order, const std::string& code, const ShopContact& contact,
                         const Locale& locale);

}  // namespace views
