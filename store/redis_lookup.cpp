#include "store/redis_lookup.hpp"

#include "store/redis_stream.hpp"

#include <boost/asio/use_awaitable.hpp>

#include <future>
#include <thread>

namespace store {

namespace asio = boost::asio;
using asio::ip::tcp;
using Endpoints = std::vector<tcp::endpoint>;

namespace {

constexpr std::chrono::milliseconds step{5};

Endpoints ask_system(const std::string& host, unsigned short port) {
  asio::io_context own;
  tcp::resolver resolver{own};
  boost::system::error_code unknown;
  Endpoints found;
  for (const auto& entry : resolver.resolve(host, std::to_string(port), unknown))
    found.push_back(entry.endpoint());
  return found;
}

}  // namespace

// getaddrinfo cannot be interrupted, and Asio's resolver holds its loop until it returns: so a thread that
// nobody waits for asks, and the loop looks whether it knows.
Task<Endpoints> look_up(asio::io_context& loop, std::string host, unsigned short port,
                        std::chrono::milliseconds within) {
  boost::system::error_code no_number;
  const auto number = asio::ip::make_address(host, no_number);
  if (!no_number) co_return Endpoints{tcp::endpoint{number, port}};
  std::packaged_task<Endpoints()> question{[host, port] { return ask_system(host, port); }};
  auto answer = question.get_future();
  std::thread{std::move(question)}.detach();
  RedisTimer wait{loop.get_executor()};
  for (std::chrono::milliseconds waited{0}; waited < within; waited += step) {
    if (answer.wait_for(std::chrono::seconds{0}) == std::future_status::ready) co_return answer.get();
    wait.expires_after(step);
    co_await wait.async_wait(asio::use_awaitable_t<asio::io_context::executor_type>{});
  }
  co_return Endpoints{};
}

}  // namespace store
