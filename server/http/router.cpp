#include "server/http/router.hpp"

#include <array>

namespace server {

namespace {

// Fills `captures` with what stands for each {} and says whether the whole path fits.
bool fits(std::string_view pattern, std::string_view path, std::vector<std::string_view>& captures) {
  captures.clear();
  while (!pattern.empty() && !path.empty()) {
    if (pattern.starts_with("{}")) {
      const auto segment = path.substr(0, path.find('/'));
      if (segment.empty()) return false;
      captures.push_back(segment);
      pattern.remove_prefix(2);
      path.remove_prefix(segment.size());
    } else {
      if (pattern.front() != path.front()) return false;
      pattern.remove_prefix(1);
      path.remove_prefix(1);
    }
  }
  return pattern.empty() && path.empty();
}

constexpr std::array<std::string_view, 6> names{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};

std::string list(const std::array<bool, names.size()>& allowed) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (allowed[i]) text.append(text.empty() ? "" : ", ").append(names[i]);
  return text;
}

}  // namespace

std::string_view name_of(Method method) { return names[static_cast<std::size_t>(method)]; }

Match match(std::span<const Route> routes, Method method, std::string_view path) {
  const auto wanted = method == Method::head ? Method::get : method;
  Match result;
  std::array<bool, names.size()> allowed{};
  for (const auto& route : routes) {
    if (!fits(route.pattern, path, result.captures)) continue;
    if (route.method == wanted) {
      result.route = &route;
      return result;
    }
    allowed[static_cast<std::size_t>(route.method)] = true;
    if (route.method == Method::get) allowed[static_cast<std::size_t>(Method::head)] = true;
  }
  result.captures.clear();
  result.allow = list(allowed);
  return result;
}

}  // namespace server
