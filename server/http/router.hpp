#pragma once

#include "server/http/finished.hpp"
#include "server/http/message.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
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

std::string_view name_of(Method method);  // "GET"

}  // namespace server
