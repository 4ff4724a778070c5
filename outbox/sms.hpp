#pragma once

#include "outbox/mail_transport.hpp"

#include <filesystem>
#include <string>

namespace outbox {

struct Sms {
  std::string id = {};    // the same text keeps it however often it is tried
  std::string to = {};    // E.164
  std::string text = {};  // UTF-8
};

// Writes the text into the folder as one file, whole or not at all, for its owner only: the number on the
// first line, then the text.
store::Task<MailSent> send_sms(Workers& workers, std::filesystem::path folder, Sms sms);

}  // namespace outbox
