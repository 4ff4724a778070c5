#include "server/http/parameters.hpp"

#include <boost/url/parse_query.hpp>

namespace server {

std::optional<Parameters> read_parameters(std::string_view text, std::size_t most) {
  Parameters all;
  // Boost 1.81 reads a view of nothing as a null pointer, and the last value to the next zero byte instead of
  // to the end of the text: it gets a text of its own, which ends with the only one.
  if (text.empty()) return all;
  if (text.find('\0') != text.npos) return std::nullopt;
  const std::string own{text};
  const auto parameters = boost::urls::parse_query(own);
  if (!parameters || parameters->size() > most) return std::nullopt;
  boost::urls::encoding_opts as_form;
  as_form.space_as_plus = true;
  for (const auto& parameter : *parameters)
    if (parameter.has_value || !parameter.key.empty())  // nothing stands between two &
      all.emplace_back(parameter.key.decode(as_form), parameter.value.decode(as_form));
  return all;
}

}  // namespace server
