#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

namespace store {

// A coroutine on one event loop. The concrete executor, not any_io_executor: loops are io_contexts
// everywhere, and type erasure costs on the hot path.
template <class T>
using Task = boost::asio::awaitable<T, boost::asio::io_context::executor_type>;

}  // namespace store
