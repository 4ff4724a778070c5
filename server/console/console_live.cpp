#include "server/console/desk.hpp"
#include "server/console/desk_hub.hpp"
#include "server/console/lists.hpp"
#include "server/live.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <charconv>

namespace server {

namespace {

using namespace std::chrono_literals;

constexpr auto session_asked_every = 5s;
constexpr auto longest_age = std::chrono::milliseconds{10min};

// What a page of the console has of the service for as long as it listens.
class Seat {
 public:
  Seat(Census& census, std::string client) : census_{census}, client_{std::move(client)} {}
  ~Seat() {
    census_.leave(client_);
    if (!watch) return;
    watch->left = true;
    watch->timer.cancel();
  }
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;

  struct Watch {
    explicit Watch(Loop& loop) : timer{loop.io()} {}
    Timer timer;
    bool left = false;
  };
  std::shared_ptr<void> listener;
  std::shared_ptr<Watch> watch;

 private:
  Census& census_;
  const std::string client_;
};

// Ends the stream when its session has been ended elsewhere. That its time ran out is found out when the
// stream is asked for again, at least once an hour.
Task<void> end_with_session(store::Store& store, Loop& loop, Guest& guest, store::SecretHash key,
                            std::shared_ptr<Seat::Watch> watch) {
  while (!watch->left) {
    watch->timer.expires_after(session_asked_every);
    co_await watch->timer.async_wait(as_result);
    if (watch->left) co_return;
    const auto who = co_await store.find_session(key);
    if (watch->left) co_return;
    if (!who || who->staff.member.disabled_at) {
      loop.end(guest);
      co_return;
    }
  }
}

// How long ago the page that asks was read, by its own clock.
std::chrono::milliseconds age_of(const Request& request) {
  const auto text = request.parameter("age").value_or("");
  std::int64_t age = 0;
  std::from_chars(text.data(), text.data() + text.size(), age);
  return std::clamp(std::chrono::milliseconds{age}, 0ms, longest_age);
}

}  // namespace

Task<Response> watch_desk(Services& services, const Request& request, Captures) {
  auto opened = co_await open_desk(services, request, orders::Duty::view);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& desk = std::get<Desk>(opened);
  const auto age = age_of(request);
  DeskHub::Audience audience{.shop = desk.shop.id};
  if (const auto wanted = request.parameter("order"); wanted && !wanted->empty()) {
    auto found = co_await order_at(services, desk, *wanted);
    if (auto* answer = std::get_if<Response>(&found)) co_return std::move(*answer);
    audience.order = std::get<orders::Order>(found).id.uuid;
  }
  const auto news = co_await services.store.news(desk.shop.id, desk.staff().id, desk.staff().location, 1);
  Response response{.content_type = "text/event-stream",
                    .body = retry_line() + fmt::format("event: hello\ndata: {{\"last\":{}}}\n\n", news.last),
                    .headers = {{"X-Accel-Buffering", "no"}},
                    .kind = Response::Kind::plain,
                    .compressible = false};
  response.shop = desk.shop.slug;
  if (request.method == Method::head) co_return response;
  if (!services.streams.enter(request.client, services.settings()->config.limits.streams_per_ip)) {
    auto refused = problem(429, "Too many requests", "Too many pages listen already.");
    refused.headers.emplace_back("Retry-After", "60");
    co_return refused;
  }
  auto seat = std::make_shared<Seat>(services.streams, request.client);
  response.stream = [&services, seat = std::move(seat), audience, age, key = desk.key](Loop& loop,
                                                                                       Guest& guest) {
    seat->listener = services.desks.listen(loop, guest, audience, age);
    seat->watch = std::make_shared<Seat::Watch>(loop);
    boost::asio::co_spawn(loop.io(), end_with_session(services.store, loop, guest, key, seat->watch),
                          boost::asio::detached);
    return seat;
  };
  co_return response;
}

}  // namespace server
