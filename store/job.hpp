#pragma once

#include "store/sqlite_connection.hpp"
#include "store/task.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace store {

// Blocking work for a thread of the store, and the coroutine that waits for it.
class Job {
 public:
  Job(boost::asio::io_context& loop, bool brief) : loop_{loop}, brief_{brief} {}
  virtual ~Job() = default;
  virtual void run(Connection& connection) = 0;
  // Once, after `run` or instead of it: what threw is the caller's.
  void fail(std::exception_ptr fault) { fault_ = std::move(fault); }
  virtual void resume() = 0;  // the caller, on its own loop

  boost::asio::io_context& loop() const { return loop_; }
  bool brief() const { return brief_; }  // so that others may wait for it

 protected:
  std::exception_ptr fault_;

 private:
  boost::asio::io_context& loop_;
  const bool brief_;
};
using Jobs = std::vector<std::unique_ptr<Job>>;

// Resumes all that wait, each on its own loop, which is woken once for all of its own.
void resume(Jobs jobs);

// Jobs in the order in which they came. Those of a loop's turn are handed over at its end, together: waking a
// thread costs more than a look at a page.
class JobQueue {
 public:
  JobQueue();
  // On the job's own loop.
  void push(std::unique_ptr<Job> job);
  // Waits for the first job, then takes up to `most` of those there. Empty: the queue was closed and is
  // drained.
  Jobs take(std::size_t most);
  // The same of brief ones, or one that is not.
  Jobs take_brief(std::size_t most);
  void close();

 private:
  struct State;
  std::shared_ptr<State> state_;  // which a loop may still hold when the queue is gone
};

namespace detail {

template <class Work, class Handler>
class AwaitedJob : public Job {
 public:
  using Result = std::invoke_result_t<Work&, Connection&>;

  AwaitedJob(boost::asio::io_context& loop, bool brief, Work work, Handler handler)
      : Job(loop, brief),
        work_(std::move(work)),
        handler_(std::move(handler)),
        busy_(boost::asio::make_work_guard(loop)) {}

  void run(Connection& connection) override { result_.emplace(work_(connection)); }
  void resume() override { std::move(handler_)(fault_, std::move(result_)); }

 private:
  Work work_;
  Handler handler_;
  std::optional<Result> result_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> busy_;  // it must not run dry
};

}  // namespace detail

// Runs `work(Connection&)` on the thread behind the queue and resumes the caller with what it returned or
// threw. `brief`: so that others may wait for it.
template <class Work, class Result = std::invoke_result_t<Work&, Connection&>>
Task<Result> run_on(JobQueue& queue, bool brief, Work work) {
  using Token = boost::asio::use_awaitable_t<boost::asio::io_context::executor_type>;
  using Signature = void(std::exception_ptr, std::optional<Result>);
  const auto executor = co_await boost::asio::this_coro::executor;
  auto start = [&queue, &loop = executor.context(), brief](auto handler, Work given) {
    using Asked = detail::AwaitedJob<Work, decltype(handler)>;
    queue.push(std::make_unique<Asked>(loop, brief, std::move(given), std::move(handler)));
  };
  Token token;
  auto answer =
      co_await boost::asio::async_initiate<Token, Signature>(std::move(start), token, std::move(work));
  co_return std::move(*answer);
}

}  // namespace store
