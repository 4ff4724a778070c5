#include "outbox/mail.hpp"

#include "orders/shop.hpp"

#include <gmime/gmime.h>

#include <algorithm>
#include <memory>
#include <string_view>

namespace outbox {
namespace {

struct Release {
  void operator()(void* object) const { g_object_unref(object); }
  void operator()(GMimeFormatOptions* options) const { g_mime_format_options_free(options); }
  void operator()(GDateTime* date) const { g_date_time_unref(date); }
};
template <class Object>
using Owned = std::unique_ptr<Object, Release>;
template <class Object>
Owned<Object> own(Object* object) {
  return Owned<Object>{object};
}

bool one_line(std::string_view text) {
  return std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

// What an address, an id or a URL consists of; quoted local parts are not worth their trouble.
bool one_word(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c > 0x20 && c < 0x7f; }) &&
         text.find_first_of("<>\"(),;\\") == text.npos;
}

bool is_mailbox(const Mailbox& box) {
  return one_line(box.name) && one_word(box.address) && orders::is_email(box.address);
}

bool is_message_id(std::string_view id) {
  const auto at = id.find('@');
  return one_word(id) && at != 0 && at != id.npos && at + 1 < id.size() && id.find('@', at + 1) == id.npos;
}

const char* fault_of(const Mail& mail) {
  if (!is_mailbox(mail.from)) return "from";
  if (!is_mailbox(mail.to)) return "to";
  if (!mail.reply_to.address.empty() && !is_mailbox(mail.reply_to)) return "reply_to";
  if (!one_line(mail.subject)) return "subject";
  if (!is_message_id(mail.message_id)) return "message_id";
  if (!mail.references.empty() && !is_message_id(mail.references)) return "references";
  if (!one_word(mail.unsubscribe_url)) return "unsubscribe_url";
  for (const auto& file : mail.attachments)
    if (!one_line(file.name) || !one_word(file.media_type) || file.media_type.find('/') == std::string::npos)
      return "attachments";
  return nullptr;
}

Owned<GMimePart> part(const std::string& media_type, std::string_view bytes, GMimeContentEncoding encoding) {
  const auto slash = media_type.find('/');
  auto made = own(
      g_mime_part_new_with_type(media_type.substr(0, slash).c_str(), media_type.substr(slash + 1).c_str()));
  const auto stream = own(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const auto content = own(g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(made.get(), content.get());
  g_mime_part_set_content_encoding(made.get(), encoding);
  return made;
}

Owned<GMimePart> text_part(const char* media_type, std::string_view text) {
  auto made = part(media_type, text, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(made.get()), "charset", "utf-8");
  return made;
}

// The simplest form comes first: a reader shows the last one that it can.
Owned<GMimeObject> words(const Mail& mail) {
  auto plain = text_part("text/plain", mail.text);
  if (mail.html.empty()) return own(GMIME_OBJECT(plain.release()));
  auto both = own(g_mime_multipart_new_with_subtype("alternative"));
  const auto page = text_part("text/html", mail.html);
  g_mime_multipart_add(both.get(), GMIME_OBJECT(plain.get()));
  g_mime_multipart_add(both.get(), GMIME_OBJECT(page.get()));
  return own(GMIME_OBJECT(both.release()));
}

Owned<GMimeObject> body(const Mail& mail) {
  auto inner = words(mail);
  if (mail.attachments.empty()) return inner;
  auto mixed = own(g_mime_multipart_new_with_subtype("mixed"));
  g_mime_multipart_add(mixed.get(), inner.get());
  for (const auto& file : mail.attachments) {
    const auto attached = part(file.media_type, file.bytes, GMIME_CONTENT_ENCODING_BASE64);
    g_mime_object_set_disposition(GMIME_OBJECT(attached.get()), GMIME_DISPOSITION_ATTACHMENT);
    g_mime_part_set_filename(attached.get(), file.name.c_str());
    g_mime_multipart_add(mixed.get(), GMIME_OBJECT(attached.get()));
  }
  return own(GMIME_OBJECT(mixed.release()));
}

void address(GMimeMessage* message, GMimeAddressType type, const Mailbox& box) {
  g_mime_message_add_mailbox(message, type, box.name.empty() ? nullptr : box.name.c_str(),
                             box.address.c_str());
}

}  // namespace

orders::Outcome<std::string> write_mail(const Mail& mail) {
  static const bool ready = (g_mime_init(), true);
  static_cast<void>(ready);
  if (const auto* fault = fault_of(mail))
    return orders::Refusal{orders::Reason::invalid, fault, "a mail cannot be written with this"};

  const auto message = own(g_mime_message_new(TRUE));
  const auto header = [&](const char* name, const std::string& value) {
    g_mime_object_set_header(GMIME_OBJECT(message.get()), name, value.c_str(), "utf-8");
  };
  address(message.get(), GMIME_ADDRESS_TYPE_FROM, mail.from);
  address(message.get(), GMIME_ADDRESS_TYPE_TO, mail.to);
  if (!mail.reply_to.address.empty()) address(message.get(), GMIME_ADDRESS_TYPE_REPLY_TO, mail.reply_to);
  g_mime_message_set_subject(message.get(), mail.subject.c_str(), "utf-8");
  g_mime_message_set_message_id(message.get(), mail.message_id.c_str());
  const auto seconds = std::chrono::floor<std::chrono::seconds>(mail.date).time_since_epoch().count();
  g_mime_message_set_date(message.get(), own(g_date_time_new_from_unix_utc(seconds)).get());
  if (!mail.references.empty()) header("References", "<" + mail.references + ">");
  header("Auto-Submitted", "auto-generated");  // RFC 3834: out-of-office notes stay away
  if (orders::is_https_url(mail.unsubscribe_url)) {
    header("List-Unsubscribe", "");
    // As it is: a long one would be encoded in words, which no mail program reads as an address.
    const auto raw = " <" + mail.unsubscribe_url + ">\n";
    auto* headers = g_mime_object_get_header_list(GMIME_OBJECT(message.get()));
    g_mime_header_set_raw_value(g_mime_header_list_get_header(headers, "List-Unsubscribe"), raw.c_str());
    header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  }
  const auto content = body(mail);
  g_mime_message_set_mime_part(message.get(), content.get());

  const std::unique_ptr<GMimeFormatOptions, Release> options{g_mime_format_options_new()};
  g_mime_format_options_set_newline_format(options.get(), GMIME_NEWLINE_FORMAT_DOS);
  const std::unique_ptr<char, decltype(&g_free)> written{
      g_mime_object_to_string(GMIME_OBJECT(message.get()), options.get()), &g_free};
  return std::string{written.get()};
}

}  // namespace outbox
