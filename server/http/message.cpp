#include "server/http/message.hpp"

#include "server/http/text.hpp"

#include <boost/url/parse_query.hpp>

namespace server {

std::string_view Request::header(std::string_view name) const {
  for (const auto& [field, value] : headers)
    if (same_name(field, name)) return value;
  return {};
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  if (query.empty()) return std::nullopt;  // parse_query of Boost 1.81 reads through a null pointer
  if (query.empty()) return std::nullopt;  // the parser reads a view of nothing as a null pointer
  const auto parameters = boost::urls::parse_query(query);
  if (!parameters) return std::nullopt;
  boost::urls::encoding_opts form;
  form.space_as_plus = true;
  for (const auto& parameter : *parameters)
    if (parameter.key.decode(form) == name) return parameter.value.decode(form);
  return std::nullopt;
}

}  // namespace server
