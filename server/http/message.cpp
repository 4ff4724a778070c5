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
  // Boost 1.81 reads the last value to the zero behind the query, not to the query's end.
  const std::string own{query};
  const auto parameters = boost::urls::parse_query(own);
  if (!parameters) return std::nullopt;
  boost::urls::encoding_opts form;
  form.space_as_plus = true;
  for (const auto& parameter : *parameters)
    if (parameter.key.decode(form) == name) return parameter.value.decode(form);
  return std::nullopt;
}

}  // namespace server
