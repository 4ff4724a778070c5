#include "views/mail_sheet.hpp"
#include "views/messages/template.hpp"

#include <algorithm>

namespace views {
namespace {

// The marks around values in right-to-left text: they cost a telephone more than they help.
std::string without_isolates(std::string text) {
  for (const std::string_view mark : {"\u2066", "\u2068", "\u2069"})
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at)) text.erase(at, mark.size());
  return text;
}

std::string_view without_ends(std::string_view text) {
  const auto from = text.find_first_not_of(" \n");
  return from == text.npos ? std::string_view{} : text.substr(from, text.find_last_not_of(" \n") + 1 - from);
}

}  // namespace

std::string short_message(const orders::MessageTemplate& words, const MessageValues& values,
                          const Locale& l) {
  auto text = without_isolates(fill_template(words.body, values, l));
  const bool house = words.version == 0;
  return house && words.route == orders::Route::sms && !l.right_to_left() ? plain_sms(text) : text;
}

MailText message_mail(const orders::MessageTemplate& words, const MessageValues& values,
                      const ShopContact& contact, const MailFoot& foot, const Locale& l) {
  const auto subject = fill_template(words.subject, values, l);
  MailSheet sheet{subject, contact, l};
  sheet.headline(subject);
  const auto paragraphs = [&](std::string_view part) {
    const auto text = fill_template(part, values, l);
    for (std::string_view rest = text; !rest.empty();) {
      const auto end = std::min(rest.find("\n\n"), rest.size());
      if (const auto paragraph = without_ends(rest.substr(0, end)); !paragraph.empty())
        sheet.paragraph(std::string(paragraph));
      rest.remove_prefix(std::min(rest.size(), end + 2));
    }
  };
  constexpr std::string_view link = "{{link}}";  // has a line of its own
  const auto at = std::min(words.body.find(link), words.body.size());
  paragraphs(std::string_view(words.body).substr(0, at));
  if (at < words.body.size()) {
    if (!values.link.empty()) sheet.button(l.text("Open the order"), values.link);
    paragraphs(std::string_view(words.body).substr(at + link.size()));
  }
  return std::move(sheet).finish(foot);
}

MessagePreview preview(const orders::MessageTemplate& words, const ShopContact& contact,
                       std::string_view public_url, std::string_view footer, const Locale& l) {
  const auto values = longest_values(words.topic, contact, public_url, l);
  if (words.route != orders::Route::email) {
    MessagePreview shown{.text = short_message(words, values, l)};
    if (words.route == orders::Route::sms) shown.sms = sms_size(shown.text);
    return shown;
  }
  const MailFoot foot{.link = values.link, .unsubscribe = {}, .words = std::string(footer)};
  auto mail = message_mail(words, values, contact, foot, l);
  return {.subject = std::move(mail.subject), .text = std::move(mail.text), .html = std::move(mail.html)};
}

}  // namespace views
