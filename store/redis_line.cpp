#include "store/redis_line.hpp"

#include "store/redis_trouble.hpp"

#include <boost/asio/post.hpp>

namespace store {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::chrono::milliseconds moment{1};

}  // namespace

RedisLine::RedisLine(asio::io_context& loop, std::shared_ptr<RedisStream> stream,
                     std::chrono::milliseconds deadline, bool to_master, Troubles troubles)
    : loop_{loop},
      stream_{std::move(stream)},
      deadline_{deadline},
      to_master_{to_master},
      troubles_{std::move(troubles)},
      timer_{loop.get_executor()} {}

void RedisLine::call(RedisCommand command, Caller caller) {
  stream_->send(command);
  wait({std::move(caller), Clock::now() + deadline_});
}

void RedisLine::call_all(std::span<const RedisCommand> commands, Caller caller) {
  for (const auto command : commands) stream_->send(command);
  wait({std::move(caller), Clock::now() + deadline_, commands.size()});
}

void RedisLine::wait(Waiting one) {
  one.list.reserve(one.all);
  waiting_.push_back(std::move(one));
  if (!watched_) watch(waiting_.front().due);
}

Task<void> RedisLine::serve() {
  while (co_await stream_->fill())
    while (!closed_) {
      auto reply = stream_->next();
      if (!reply) break;
      answer(std::move(*reply));
    }
  if (!closed_ && !was_of_use_ && !waiting_.empty()) troubles_.failed("it closes the connection when asked");
  close();
}

// The caller goes on inside of this, and may do anything here but wait.
void RedisLine::answer(RedisReply reply) {
  if (waiting_.empty()) return close();
  const auto* const error = reply.error();
  const bool of_use =
      !error || !(error->text.starts_with("NOAUTH") || (to_master_ && error->text.starts_with("READONLY")));
  was_of_use_ |= of_use;
  if (error && keeps_refusing(error->text)) troubles_.refused(why_refused(error->text));
  auto& first = waiting_.front();
  if (first.all > 0) {
    first.list.push_back(std::move(reply));
    if (first.list.size() < first.all) return of_use ? void() : close();
    reply = {.value = std::move(first.list)};
  }
  auto caller = std::move(first.caller);
  waiting_.pop_front();
  std::move(caller)(std::optional{std::move(reply)});
  if (!of_use) close();
}

// One timer for all, set again at most once in the time that a call has.
void RedisLine::watch(Clock::time_point until) {
  watched_ = true;
  timer_.expires_at(until);
  timer_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
    self->watched_ = false;
    if (!cancelled && !self->closed_) self->look();
  });
}

// What is here already is read before anybody is called late: then it was the loop that had no time.
void RedisLine::look() {
  if (waiting_.empty()) return;
  const auto due = waiting_.front().due;
  const auto now = Clock::now();
  if (now < due) return watch(due);
  if (now < due + deadline_ && stream_->has_unread()) return watch(now + moment);
  if (!was_of_use_) troubles_.failed("it answers too late");
  close();
}

void RedisLine::close() {
  if (std::exchange(closed_, true)) return;
  stream_->close();
  timer_.cancel();
  asio::post(loop_, [failed = std::move(waiting_)]() mutable {
    for (auto& one : failed) std::move(one.caller)(std::optional<RedisReply>{});
  });
}

}  // namespace store
