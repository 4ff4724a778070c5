#include "server/http/form.hpp"

#include "server/http/multipart.hpp"
#include "server/http/parameters.hpp"
#include "server/http/text.hpp"

#include <algorithm>

namespace server {

namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// Browsers end lines by CRLF, whatever was typed (WHATWG HTML section 4.10.22.4).
std::string with_line_feeds(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    result += text[i] == '\r' ? '\n' : text[i];
  }
  return result;
}

std::optional<Form> read_urlencoded(std::string_view body, const FormLimits& limits) {
  auto parameters = read_parameters(body, limits.fields);
  if (!parameters) return std::nullopt;
  return Form{.fields = *std::move(parameters)};
}

bool is_clean(std::string_view text) { return is_utf8(text) && text.find('\0') == text.npos; }

}  // namespace

std::optional<std::string_view> Form::first(std::string_view name) const {
  for (const auto& [field, value] : fields)
    if (field == name) return value;
  return std::nullopt;
}

std::vector<std::string_view> Form::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [field, value] : fields)
    if (field == name) values.push_back(value);
  return values;
}

std::string base_name(std::string_view sent) {
  if (const auto slash = sent.find_last_of("/\\"); slash != sent.npos) sent.remove_prefix(slash + 1);
  std::string name;
  std::remove_copy_if(sent.begin(), sent.end(), std::back_inserter(name), is_control);
  if (!is_utf8(name)) return {};
  name.erase(0, name.find_first_not_of(". "));  // hidden, or the folder itself
  std::size_t end = std::min<std::size_t>(name.size(), 100);
  while (end < name.size() && (name[end] & 0xc0) == 0x80) --end;  // not within a character
  name.resize(end);
  return name;
}

std::optional<Form> read_form(const Request& request, const FormLimits& limits) {
  const auto content_type = request.header("content-type");
  const auto type = lower_case(trimmed(content_type.substr(0, content_type.find(';'))));
  std::optional<Form> form;
  if (type == "application/x-www-form-urlencoded") form = read_urlencoded(request.body, limits);
  if (type == "multipart/form-data") form = read_multipart(content_type, request.body, limits);
  if (!form) return std::nullopt;
  for (auto& [name, value] : form->fields) {
    if (!is_clean(name) || !is_clean(value)) return std::nullopt;
    value = with_line_feeds(value);
  }
  for (auto& file : form->files) {
    if (!is_clean(file.field)) return std::nullopt;
    file.name = base_name(file.name);
  }
  return form;
}

}  // namespace server
