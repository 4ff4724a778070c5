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

// The loop of the tests' main thread: it outlives every store, whose threads touch it after the caller is
// awake.
inline boost::asio::io_context& main_loop() {
  static boost::asio::io_context loop{1};
  return loop;
}

// Runs one use case to its end; what it throws is thrown here.
template <class T>
T run(store::Task<T> task) {
  auto& loop = main_loop();
  loop.restart();
  std::optional<T> result;
  std::exception_ptr fault;
  const auto done = [&](std::exception_ptr thrown) { fault = thrown; };
  boost::asio::co_spawn(loop, keep(std::move(task), result), done);
  loop.run();
  if (fault) std::rethrow_exception(fault);
  return std::move(*result);
}

}  // namespace test
