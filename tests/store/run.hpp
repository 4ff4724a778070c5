#pragma once

#include "store/task.hpp"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace test {

template <class T>
store::Task<void> keep(store::Task<T> task, std::optional<T>& result) {
  result.emplace(co_await std::move(task));
}

// Runs one use case to its end on a loop of its own; what it throws is thrown here.
template <class T>
T run(store::Task<T> task) {
  boost::asio::io_context loop{1};
  std::optional<T> result;
  std::exception_ptr fault;
  const auto done = [&](std::exception_ptr thrown) { fault = thrown; };
  boost::asio::co_spawn(loop, keep(std::move(task), result), done);
  loop.run();
  if (fault) std::rethrow_exception(fault);
  return std::move(*result);
}

}  // namespace test
