#include "server/http/multipart.hpp"

#include <gmime/gmime.h>

#include <memory>

namespace server {

namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

struct FreeOptions {
  void operator()(GMimeParserOptions* options) const { g_mime_parser_options_free(options); }
};

// Before there are threads: it may be called again, but not by two at once.
[[maybe_unused]] const bool ready = (g_mime_init(), true);

std::string text_of(const char* text) { return text ? text : ""; }

// GMime repairs what it can, as one must with mail. A form that needs it was not sent by a browser.
void note_fault(gint64, GMimeParserWarning what, const gchar*, gpointer faulty) {
  if (what != GMIME_WARN_UNENCODED_8BIT_HEADER) *static_cast<bool*>(faulty) = true;
}

Owned<GMimeObject> parse(const std::string& message) {
  bool faulty = false;
  const std::unique_ptr<GMimeParserOptions, FreeOptions> options{g_mime_parser_options_new()};
  g_mime_parser_options_set_warning_callback(options.get(), note_fault, &faulty);
  const Owned<GMimeStream> stream{g_mime_stream_mem_new_with_buffer(message.data(), message.size())};
  const Owned<GMimeParser> parser{g_mime_parser_new_with_stream(stream.get())};
  g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
  Owned<GMimeObject> object{g_mime_parser_construct_part(parser.get(), options.get())};
  if (faulty) return nullptr;
  return object;
}

std::optional<std::string> content_of(GMimePart* part) {
  auto* content = g_mime_part_get_content(part);
  if (!content) return std::string{};
  const Owned<GMimeStream> bytes{g_mime_stream_mem_new()};
  if (g_mime_data_wrapper_write_to_stream(content, bytes.get()) < 0) return std::nullopt;
  const auto* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(bytes.get()));
  return std::string{reinterpret_cast<const char*>(array->data), array->len};
}

// Takes one part in; false for what no form has.
bool take(GMimeObject* object, const FormLimits& limits, Form& form) {
  if (!GMIME_IS_PART(object)) return false;  // a multipart within, a message
  auto* part = GMIME_PART(object);
  auto* disposition = g_mime_object_get_content_disposition(object);
  if (!disposition || text_of(g_mime_content_disposition_get_disposition(disposition)) != "form-data")
    return false;
  const auto* name = g_mime_object_get_content_disposition_parameter(object, "name");
  auto content = content_of(part);
  if (!name || !content) return false;
  const auto* file_name = g_mime_object_get_content_disposition_parameter(object, "filename");
  if (!file_name) {
    form.fields.emplace_back(name, std::move(*content));
    return true;
  }
  if (content->size() > limits.file_bytes) return false;
  auto* type = g_mime_object_get_content_type(object);
  const std::unique_ptr<char, decltype(&g_free)> media_type{
      type ? g_mime_content_type_get_mime_type(type) : nullptr, &g_free};
  // A file input that was left empty sends a file without a name.
  if (*file_name || !content->empty())
    form.files.push_back({name, file_name, text_of(media_type.get()), std::move(*content)});
  return true;
}

}  // namespace

std::optional<Form> read_multipart(std::string_view content_type, std::string_view body,
                                   const FormLimits& limits) {
  std::string message{"Content-Type: "};
  message.append(content_type).append("\r\n\r\n").append(body);
  const auto object = parse(message);
  if (!object || !GMIME_IS_MULTIPART(object.get())) return std::nullopt;
  auto* multipart = GMIME_MULTIPART(object.get());
  const auto* boundary = g_mime_multipart_get_boundary(multipart);
  // Cut off before its end, though GMime would not say so.
  if (!boundary || body.find("--" + std::string{boundary} + "--") == body.npos) return std::nullopt;
  const auto count = g_mime_multipart_get_count(multipart);
  if (count > static_cast<int>(limits.parts)) return std::nullopt;
  Form form;
  for (int i = 0; i < count; ++i)
    if (!take(g_mime_multipart_get_part(multipart, i), limits, form)) return std::nullopt;
  return form;
}

}  // namespace server
