#pragma once

#include "store/task.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include <exception>
#include <optional>
#include <utility>

namespace server {

// Runs one task to its end on this thread and gives its result, or throws what it threw. The loop must
// outlive the store: a worker may still be letting go of it when the result is there.
template <class T>
T run_task(boost::asio::io_context& loop, store::Task<T> task) {
  std::optional<T> result;
  std::exception_ptr broken;
  const auto on_end = [&](std::exception_ptr error, T value) {
    broken = error;
    result = std::move(value);
    loop.stop();
  };
  loop.restart();
  const auto work = boost::asio::make_work_guard(loop);  // the store's workers hand results back to this loop
  boost::asio::co_spawn(loop, std::move(task), on_end);
  loop.run();
  if (broken) std::rethrow_exception(broken);
  return std::move(*result);
}

}  // namespace server
