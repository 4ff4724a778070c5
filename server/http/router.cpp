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

std::string_view first_segment(std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  return path.substr(0, path.find('/'));
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
  Match result;
  Router{routes}.match(method, path, result);
  return result;
}

Router::Router(std::span<const Route> routes) : routes_{routes} {
  for (const auto& route : routes) by_first_segment_[first_segment(route.pattern)];
  for (const auto& route : routes) {
    const auto first = first_segment(route.pattern);
    const bool blank = first == "{}";
    if (blank) others_.push_back(&route);
    for (auto& [segment, group] : by_first_segment_)
      if (blank || segment == first) group.push_back(&route);
  }
}

void Router::match(Method method, std::string_view path, Match& result) const {
  const auto wanted = method == Method::head ? Method::get : method;
  const auto found = by_first_segment_.find(first_segment(path));
  std::array<bool, names.size()> allowed{};
  bool any = false;
  result.allow.clear();
  for (const auto* route : found == by_first_segment_.end() ? others_ : found->second) {
    if (!fits(route->pattern, path, result.captures)) continue;
    if (route->method == wanted) {
      result.route = route;
      return;
    }
    any = true;
    allowed[static_cast<std::size_t>(route->method)] = true;
    if (route->method == Method::get) allowed[static_cast<std::size_t>(Method::head)] = true;
  }
  result.route = nullptr;
  result.captures.clear();
  if (any) result.allow = list(allowed);
}

}  // namespace server
