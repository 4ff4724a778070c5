#include "server/http/message.hpp"

#include "server/http/parameters.hpp"
#include "server/http/text.hpp"

namespace server {

std::string_view Request::header(std::string_view name) const {
  for (const auto& [field, value] : headers)
    if (same_name(field, name)) return value;
  return {};
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  auto parameters = read_parameters(query, query.size() + 1);
  if (!parameters) return std::nullopt;
  for (auto& [key, value] : *parameters)
    if (key == name) return std::move(value);
  return std::nullopt;
}

}  // namespace server
