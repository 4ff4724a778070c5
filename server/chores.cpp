#include "server/chores.hpp"

#include "server/clock.hpp"
#include "server/log.hpp"
#include "server/reminders.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace server {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using std::chrono::days;

namespace {

// The others are done all the same.
template <class T>
store::Task<void> attempt(store::Task<T> chore, std::string_view trouble) {
  try {
    co_await std::move(chore);
  } catch (const std::exception& problem) {
    log_error(trouble, {{"reason", std::string_view(problem.what())}});
  }
}

}  // namespace

store::Task<void> do_chores_once(store::Store& store, Checkpoints& checkpoints, orders::Instant now) {
  co_await attempt(checkpoints.look(now), "no checkpoint of the evidence was taken");
  co_await attempt(queue_reminders(store, now), "reminders were not queued");
  co_await attempt(store.drop_stray_files(now - 24h), "stray uploads were not thrown away");
  co_await attempt(store.drop_sessions(now - 12h, now - 1h), "sessions that are over were not thrown away");
  co_await attempt(store.drop_answers(now - 24h), "kept answers were not thrown away");
  co_await attempt(store.drop_changes(now - 1h), "old changes were not forgotten");
  co_await attempt(store.drop_deliveries(now - days{30}), "old deliveries were not thrown away");
}

store::Task<void> do_chores(store::Store& store, Checkpoints& checkpoints) {
  asio::steady_timer timer{co_await asio::this_coro::executor};
  for (;;) {
    co_await do_chores_once(store, checkpoints, now());
    timer.expires_after(1h);
    co_await timer.async_wait(asio::use_awaitable_t<asio::io_context::executor_type>{});
  }
}

}  // namespace server
