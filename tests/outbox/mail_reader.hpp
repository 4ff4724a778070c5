#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace test {

// A message as a mail program reads it.
class ReadMail {
 public:
  struct Part {
    std::string type, name, content;  // content without its transfer encoding
  };

  explicit ReadMail(const std::string& message) {
    g_mime_init();
    auto* stream = g_mime_stream_mem_new_with_buffer(message.data(), message.size());
    auto* parser = g_mime_parser_new_with_stream(stream);
    message_ = g_mime_parser_construct_message(parser, nullptr);
    g_object_unref(parser);
    g_object_unref(stream);
    if (!message_) throw std::runtime_error("not a message");
    const auto take = [](GMimeObject*, GMimeObject* part, gpointer parts) {
      if (GMIME_IS_PART(part)) static_cast<std::vector<Part>*>(parts)->push_back(read(GMIME_PART(part)));
    };
    g_mime_message_foreach(message_, take, &parts_);
  }
  ~ReadMail() { g_object_unref(message_); }
  ReadMail(const ReadMail&) = delete;
  ReadMail& operator=(const ReadMail&) = delete;

  std::string header(const char* name) const { return or_empty(g_mime_object_get_header(object(), name)); }
  std::string subject() const { return or_empty(g_mime_message_get_subject(message_)); }
  std::string sender_name() const {
    return or_empty(
        internet_address_get_name(internet_address_list_get_address(g_mime_message_get_from(message_), 0)));
  }
  std::vector<std::string> recipients() const {
    auto* all = g_mime_message_get_all_recipients(message_);
    std::vector<std::string> addresses;
    for (int i = 0; i < internet_address_list_length(all); ++i)
      addresses.push_back(internet_address_mailbox_get_addr(
          INTERNET_ADDRESS_MAILBOX(internet_address_list_get_address(all, i))));
    g_object_unref(all);
    return addresses;
  }
  std::string type() const { return type(g_mime_message_get_mime_part(message_)); }
  const std::vector<Part>& parts() const { return parts_; }

 private:
  static std::string or_empty(const char* text) { return text ? text : ""; }
  static std::string type(GMimeObject* part) {
    const std::unique_ptr<char, decltype(&g_free)> text{
        g_mime_content_type_get_mime_type(g_mime_object_get_content_type(part)), &g_free};
    return text.get();
  }
  static Part read(GMimePart* part) {
    auto* stream = g_mime_stream_mem_new();
    g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(part), stream);
    const auto* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    Part made{type(GMIME_OBJECT(part)), or_empty(g_mime_part_get_filename(part)),
              std::string(reinterpret_cast<const char*>(bytes->data), bytes->len)};
    g_object_unref(stream);
    if (made.type.starts_with("text/"))  // a mail's lines end in CR LF, a text's in LF
      for (auto at = made.content.find("\r\n"); at != std::string::npos; at = made.content.find("\r\n", at))
        made.content.erase(at, 1);
    return made;
  }
  GMimeObject* object() const { return GMIME_OBJECT(message_); }

  GMimeMessage* message_ = nullptr;
  std::vector<Part> parts_;
};

}  // namespace test
