#pragma once

#include "store/task.hpp"

#include <atomic>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstddef>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace outbox {

// Long work looks at it now and then and ends early: the service is closing.
using Stopping = std::atomic<bool>;

// Threads for what blocks: a provider or a mail server may take its time, an event loop may not. The loops
// whose coroutines wait here outlive it.
class Workers {
 public:
  explicit Workers(unsigned threads = 2, std::size_t most_waiting = 256);
  ~Workers();  // whatever still waits is answered first, unless it can tell at once that it is not done

  // Runs `work(const Stopping&)` on a thread and resumes the caller, on its own loop, with what it returned
  // or threw. nullopt: nothing was done, because too many wait already or the service is closing.
  template <class Work, class Result = std::invoke_result_t<Work&, const Stopping&>>
  store::Task<std::optional<Result>> run(Work work);

 private:
  bool admit();

  Stopping stopping_ = false;
  std::atomic<std::size_t> inside_ = 0;
  std::size_t most_inside_;
  boost::asio::thread_pool threads_;
};

template <class Work, class Result>
store::Task<std::optional<Result>> Workers::run(Work work) {
  namespace asio = boost::asio;
  using Token = asio::use_awaitable_t<asio::io_context::executor_type>;
  if (!admit()) co_return std::nullopt;
  auto start = [this](auto handler, Work given) {
    // Named before the handler moves, and a guard, so that the loop does not run dry meanwhile.
    auto loop = asio::make_work_guard(asio::get_associated_executor(handler));
    auto job = [this, loop = std::move(loop), handler = std::move(handler),
                given = std::move(given)]() mutable {
      std::exception_ptr fault;
      std::optional<Result> result;
      try {
        if (!stopping_) result.emplace(given(stopping_));
      } catch (...) {
        fault = std::current_exception();
      }
      --inside_;
      auto wake = [handler = std::move(handler), fault, result = std::move(result)]() mutable {
        std::move(handler)(fault, std::move(result));
      };
      asio::post(loop.get_executor(), std::move(wake));
      loop.reset();
    };
    asio::post(threads_, std::move(job));
  };
  Token token;
  auto answer = co_await asio::async_initiate<Token, void(std::exception_ptr, std::optional<Result>)>(
      std::move(start), token, std::move(work));
  co_return answer;
}

}  // namespace outbox
