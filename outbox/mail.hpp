#pragma once

#include "orders/outcome.hpp"
#include "orders/time.hpp"

#include <string>
#include <vector>

namespace outbox {

struct Mailbox {
  std::string name = {};  // any language; empty: the bare address
  std::string address = {};
};

struct MailAttachment {
  std::string name = {};        // as the recipient shall see it
  std::string media_type = {};  // "application/pdf"
  std::string bytes = {};
};

struct Mail {
  Mailbox from{}, to{}, reply_to{};  // without a reply-to address answers go to `from`
  std::string subject = {};
  std::string text = {}, html = {};  // both UTF-8; html may be empty
  std::string message_id = {};       // without brackets; the same mail keeps it however often it is tried
  std::string references = {};       // a message id that the mails of one order share: they become one thread
  std::string unsubscribe_url = {};  // RFC 8058, one click; left out unless it is https
  orders::Instant date{};
  std::vector<MailAttachment> attachments = {};
};

// The message as it goes out (RFC 5322, MIME, CRLF lines). `invalid` when an address, an id or the URL is not
// one: nothing in a mail can begin a header of its own.
orders::Outcome<std::string> write_mail(const Mail& mail);

}  // namespace outbox
