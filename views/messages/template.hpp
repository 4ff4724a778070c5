#pragma once

#include "orders/notify.hpp"
#include "views/locale.hpp"
#include "views/mail.hpp"
#include "views/messages/gsm.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace views {

// Messages to customers: texts with {{fields}}, a shop's own or the house's.

// What stands for the fields, each in one line; an empty one has nothing to say.
struct MessageValues {
  std::string shop = {}, order = {}, device = {}, status = {};  // never empty
  std::string link = {};      // empty only where it would open nothing any more
  std::string customer = {};  // name
  std::string total = {};     // of the quote, or what is to be paid
  std::string ready_at = {};  // promised day
  std::string hours = {};     // opening hours of the week
  std::string reason = {};    // why the promise moved
  std::string phone = {};     // of the shop
};
// Of an order as it stands, for a topic.
MessageValues message_values(orders::Topic topic, const ShopContact& contact, const orders::Order& order,
                             std::string link, const Locale& locale);
// The longest that is sensible, to see what a template comes to; `contact` is the shop's own, `public_url`
// where its links begin.
MessageValues longest_values(orders::Topic topic, const ShopContact& contact, std::string_view public_url,
                             const Locale& locale);

// The fields that a topic's template may name, in the order in which people look for them.
std::vector<std::string_view> template_fields(orders::Topic topic);

// Where and why a template cannot be saved: "body:3:14: {{totl}} is no field; …".
struct TemplateFault {
  std::string part = {};     // subject or body
  int line = 1, column = 1;  // in characters
  std::string words = {};    // an English sentence
  std::string text() const;
};
// None: it can be saved. Refused are a topic that has no words of its own, an unknown or unclosed field, one
// that the topic never fills, one that can be empty in the subject or beside the link; a body without exactly
// one {{link}}, in a mail on a line of its own; a subject of several lines, or of anything but a mail; text
// that is too long or not plain.
std::vector<TemplateFault> template_faults(const orders::MessageTemplate& words);

// The house's words in a language.
orders::MessageTemplate house_words(orders::Topic topic, orders::Route route, const Locale& locale);
// The shop's own for that language, else the house's.
orders::MessageTemplate words_for(const std::vector<orders::MessageTemplate>& own, orders::Topic topic,
                                  orders::Route route, const Locale& locale);

// What a topic is about in a few words, for a subject or a provider's own template: "ready to collect".
std::string message_news(orders::Topic topic, const MessageValues& values, const Locale& locale);

// A template filled in. A line with a field that has nothing to say is left out. Values are text: no braces
// in them are looked at again, and they never begin a line.
std::string fill_template(std::string_view body, const MessageValues& values, const Locale& locale);

// As SMS or WhatsApp. The house's words keep to the GSM alphabet in SMS wherever the language has Latin
// letters; a shop's own go as they were typed.
std::string short_message(const orders::MessageTemplate& words, const MessageValues& values,
                          const Locale& locale);

// As mail: paragraphs, the link as a button with its bare address below it. `foot` stands below all.
MailText message_mail(const orders::MessageTemplate& words, const MessageValues& values,
                      const ShopContact& contact, const MailFoot& foot, const Locale& locale);

struct MessagePreview {
  std::string subject = {}, text = {}, html = {};  // subject and html of mail only
  std::optional<SmsSize> sms = {};                 // of SMS only
};
// With the longest values. The template must have no faults.
MessagePreview preview(const orders::MessageTemplate& words, const ShopContact& contact,
                       std::string_view public_url, std::string_view footer, const Locale& locale);

}  // namespace views
