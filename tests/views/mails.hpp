#pragma once

#include "views/mail.hpp"

#include <functional>
#include <string>
#include <vector>

namespace samples {

// Every mail that can be sent, by name, about the invented shop's orders.
struct MailSample {
  std::string name;
  std::function<views::MailText(const views::Locale&)> write;
};
std::vector<MailSample> mails();

}  // namespace samples
