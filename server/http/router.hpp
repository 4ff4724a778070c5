#pragma once

#include "server/http/finished.hpp"
#include "server/http/message.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace server {

struct Services;
template <class T>
using Task = store::Task<T>;

// A place in the address space. `{}` in the pattern stands for one non-empty segment, handed over as sent.
struct Route {
  Method method;
  std::string_view pattern;  // "/t/{}": also the name in logs and metrics, so no code gets there
  std::size_t body_limit;    // bytes; 0: a body is answered 413
  Task<Response> (*handle)(Services&, const Request&, std::span<const std::string_view> captures);
  bool metered = true;  // whether it counts against the sender's allowance of requests
  // Answers at once what needs no waiting; null: `handle` is asked.
  std::shared_ptr<const Finished> (*ready)(Services&, const Request&,
                                           std::span<const std::string_view> captures) = nullptr;
};

// All routes of the customers' listener, at a glance. HEAD is served by GET's handler.
std::span<const Route> routes();
// Of the admin listener.
std::span<const Route> admin_routes();

// Where a path leads: a route with what stood for each {}, or none, then with the methods (for Allow) that
// the path would take, if any.
struct Match {
  const Route* route = nullptr;
  std::vector<std::string_view> captures = {};
  std::string allow = {};
};

// The first route that fits, in the order of the table.
Match match(std::span<const Route> routes, Method method, std::string_view path);

// A table of routes that finds them without trying all: only those that begin with the path's first segment.
class Router {
 public:
  explicit Router(std::span<const Route> routes);
  std::span<const Route> routes() const { return routes_; }
  void match(Method method, std::string_view path, Match& result) const;

 private:
  using Group = std::vector<const Route*>;  // in the order of the table
  std::span<const Route> routes_;
  std::unordered_map<std::string_view, Group> by_first_segment_;
  Group others_;  // which begin with a blank: they stand in every group
};

std::string_view name_of(Method method);  // "GET"

}  // namespace server
