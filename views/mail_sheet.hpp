#pragma once

#include "views/html.hpp"
#include "views/mail.hpp"

#include <string>
#include <vector>

namespace views {

// A mail being written: each piece goes into the plain text and into the page alike.
class MailSheet {
 public:
  MailSheet(std::string subject, const ShopContact& contact, const Locale& locale);

  void headline(const std::string& text);
  void paragraph(const std::string& text);
  void fact(const std::string& label, const std::string& value);  // those that follow each other are one list
  void button(const std::string& label, const std::string& address);  // the bare address below it

  // Ends with the foot, the shop's name and how to reach it.
  MailText finish(const MailFoot& foot) &&;

 private:
  void end_facts();

  Html foot_of(const MailFoot& foot);

  MailText mail_;
  const ShopContact& contact_;
  const Locale& locale_;
  Html body_;
  Html facts_;
};

}  // namespace views
