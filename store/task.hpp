#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>

namespace store {

// A coroutine on one event loop. The concrete executor, not any_io_executor: loops are io_contexts
// everywhere, and type erasure costs on the hot path.
template <class T>
using Task = boost::asio::awaitable<T, boost::asio::io_context::executor_type>;

// Ends a coroutine that nobody waits for: what it threw is the loop's.
inline constexpr auto rethrow = [](std::exception_ptr fault) {
  if (fault) std::rethrow_exception(fault);
};

}  // namespace store
