#pragma once

#include "outbox/sent.hpp"
#include "outbox/workers.hpp"

#include <filesystem>
#include <string>

namespace outbox {

// A short message: SMS or WhatsApp.
struct TextMessage {
  std::string id = {};    // the same message keeps it however often it is tried
  std::string to = {};    // E.164
  std::string text = {};  // UTF-8
};

// Writes it into the folder as one file, whole or not at all, for its owner only: the number on the first
// line, then the text.
store::Task<Sent> write_text(Workers& workers, std::filesystem::path folder, TextMessage message);

// News by WhatsApp, where a business may begin a conversation only by a template that WhatsApp has approved:
// three texts in its body, {{1}} the shop, {{2}} the order's number, {{3}} what is new, and a button whose
// address ends in one more, the code of the link.
struct TemplateMessage {
  std::string to = {};        // E.164
  std::string name = {};      // Twilio: the content's sid; Meta: the template's name
  std::string language = {};  // BCP 47
  std::string shop = {}, order = {}, news = {}, code = {};
};

}  // namespace outbox
