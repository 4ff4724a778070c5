#include "server/console/desk.hpp"

namespace server {

std::string Posted::text(std::string_view name) const {
  const auto found = form.first(name).value_or("");
  const auto from = found.find_first_not_of(" \t\n");
  if (from == found.npos) return {};
  return std::string(found.substr(from, found.find_last_not_of(" \t\n") + 1 - from));
}

bool Posted::ticked(std::string_view name) const { return !form.first(name).value_or("").empty(); }

}  // namespace server
