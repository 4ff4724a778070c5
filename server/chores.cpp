#include "server/chores.hpp"

#include "server/clock.hpp"
#include "server/log.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace server {

namespace asio = boost::asio;
using namespace std::chrono_literals;

store::Task<void> do_chores(store::Store& store, Checkpoints& checkpoints) {
  asio::steady_timer timer{co_await asio::this_coro::executor};
  for (;;) {
    try {
      co_await checkpoints.look(now());
    } catch (const std::exception& problem) {
      log_error("no checkpoint of the evidence was taken", {{"reason", std::string_view(problem.what())}});
    }
    try {
      co_await store.drop_stray_files(now() - 24h);
    } catch (const std::exception& problem) {
      log_error("stray uploads were not thrown away", {{"reason", std::string_view(problem.what())}});
    }
    timer.expires_after(1h);
    co_await timer.async_wait(asio::use_awaitable_t<asio::io_context::executor_type>{});
  }
}

}  // namespace server
