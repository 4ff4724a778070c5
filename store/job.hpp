#pragma once

#include "store/sqlite_connection.hpp"
#include "store/task.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

namespace store {

// Blocking work for a thread of the store, and the coroutine that waits for it.
struct Job {
  virtual ~Job() = default;
  virtual void run(Connection& connection) = 0;
  // Wakes the caller on its own loop, with the fault if there is one. Once, after `run` or instead of it.
  virtual void answer(std::exception_ptr fault) = 0;
};

// Jobs in the order in which they came.
class JobQueue {
 public:
  void push(std::unique_ptr<Job> job);
  // Waits for the first job, then takes up to `most` of those there. Empty: the queue was closed and is
  // drained.
  std::deque<std::unique_ptr<Job>> take(std::size_t most);
  void close();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Job>> jobs_;
  bool closed_ = false;
};

namespace detail {

template <class Work, class Handler>
class AwaitedJob : public Job {
 public:
  using Result = std::invoke_result_t<Work&, Connection&>;

  AwaitedJob(Work work, Handler handler)
      : work_(std::move(work)),
        handler_(std::move(handler)),
        loop_(boost::asio::get_associated_executor(handler_)) {}

  void run(Connection& connection) override { result_.emplace(work_(connection)); }
  void answer(std::exception_ptr fault) override {
    auto wake = [handler = std::move(handler_), fault, result = std::move(result_)]() mutable {
      std::move(handler)(fault, std::move(result));
    };
    // This thread touches the loop until here, when the caller may be awake already: a loop outlives the
    // store.
    boost::asio::post(loop_.get_executor(), std::move(wake));
    loop_.reset();  // the job may lie here until the next one comes; the loop must not wait for that
  }

 private:
  Work work_;
  Handler handler_;
  std::optional<Result> result_;
  boost::asio::executor_work_guard<boost::asio::associated_executor_t<Handler>> loop_;  // it must not run dry
};

}  // namespace detail

// Runs `work(Connection&)` on the thread behind the queue and resumes the caller with what it returned or
// threw.
template <class Work, class Result = std::invoke_result_t<Work&, Connection&>>
Task<Result> run_on(JobQueue& queue, Work work) {
  using Token = boost::asio::use_awaitable_t<boost::asio::io_context::executor_type>;
  using Signature = void(std::exception_ptr, std::optional<Result>);
  auto start = [&queue](auto handler, Work given) {
    using Handler = decltype(handler);
    queue.push(std::make_unique<detail::AwaitedJob<Work, Handler>>(std::move(given), std::move(handler)));
  };
  Token token;
  auto answer =
      co_await boost::asio::async_initiate<Token, Signature>(std::move(start), token, std::move(work));
  co_return std::move(*answer);
}

}  // namespace store
