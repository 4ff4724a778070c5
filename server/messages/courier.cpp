#include "server/messages/courier.hpp"

#include "server/clock.hpp"
#include "server/log.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <random>

namespace server {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

constexpr unsigned at_once = 12;
constexpr auto at_once_by_route = 8;
constexpr std::size_t most_waiting = 24;
constexpr auto lease = 2min;        // longer than any attempt takes
constexpr auto room_after = 2s;     // for what could not begin meanwhile
constexpr auto comes_back_in = 5s;  // then
constexpr int most_attempts = 12;

// 5 s, 10 s, 20 s, … up to an hour, spread so that not all come back at once.
std::chrono::milliseconds wait_after(int attempts) {
  static thread_local std::mt19937 random{std::random_device{}()};
  const auto whole = std::min<std::chrono::milliseconds>(5s * (1 << std::clamp(attempts - 1, 0, 10)), 1h);
  return whole / 2 + std::chrono::milliseconds{random() % static_cast<unsigned>(whole.count() / 2 + 1)};
}

bool costs(const store::Notice& notice) { return notice.route != store::Route::email; }

}  // namespace

Courier::Courier(asio::io_context& loop, Services& services)
    : loop_(loop),
      services_(services),
      workers_(at_once, 2 * at_once),
      dispatch_(workers_),
      timer_(loop),
      patience_(loop) {}

void Courier::start() {
  const auto at_end = [](std::exception_ptr fault) {
    if (fault) log_error("the courier stopped", {});
  };
  asio::co_spawn(loop_, run(), at_end);
}

void Courier::finish(std::chrono::milliseconds patience, std::function<void()> done) {
  stopping_ = true;
  timer_.cancel();
  patience_.expires_after(patience);
  patience_.async_wait([done = std::move(done)](boost::system::error_code) { done(); });
}

void Courier::end_if_idle() {
  if (returned_ && under_way_.empty()) patience_.cancel();
}

Task<void> Courier::run() {
  while (!stopping_) {
    bool more = false;
    try {
      co_await put_back();
      more = co_await fetch();
    } catch (const std::exception& error) {
      log_error("notices wait", {{"reason", std::string_view(error.what())}});
    }
    begin();
    if (more && waiting_.empty() && under_way_.size() < at_once) continue;
    timer_.expires_after(1s);
    co_await timer_.async_wait(as_result);  // cut short when one was sent
  }
  co_await return_waiting();
  returned_ = true;
  end_if_idle();
}

// The next to start, here or elsewhere, need not wait for the leases to end.
Task<void> Courier::return_waiting() {
  try {
    for (const auto& [notice, since] : std::exchange(waiting_, {})) {
      const auto put = co_await services_.store.notice_waits(notice.shop, notice.id, now());
      static_cast<void>(put);
    }
  } catch (const std::exception& error) {
    log_error("notices wait", {{"reason", std::string_view(error.what())}});
  }
}

Task<bool> Courier::fetch() {
  const auto room = most_waiting - std::min(most_waiting, waiting_.size());
  if (room == 0 || stopping_) co_return false;
  const auto at = now();
  auto due = co_await services_.store.lease_notices(at, at + lease, static_cast<int>(room));
  for (auto& notice : due) waiting_.push_back({std::move(notice), steady_clock::now()});
  co_return due.size() == room;
}

Task<void> Courier::put_back() {
  const auto long_ago = steady_clock::now() - room_after;
  for (std::size_t i = 0; i < waiting_.size();) {
    const auto& [notice, since] = waiting_[i];
    if (since > long_ago || may_begin(notice)) {
      ++i;
      continue;
    }
    const auto given_up = notice;
    waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(i));
    const auto put = co_await services_.store.notice_waits(given_up.shop, given_up.id, now() + comes_back_in);
    static_cast<void>(put);
  }
}

// Paid ones of a shop go one by one, so that its allowance for the day is kept to the message.
bool Courier::may_begin(const store::Notice& notice) const {
  const auto by_route = [&](const store::Notice& other) { return other.route == notice.route; };
  const auto in_the_way = [&](const store::Notice& other) {
    return other.id == notice.id || (notice.order && other.order == notice.order) ||
           (costs(notice) && costs(other) && other.shop == notice.shop);
  };
  return under_way_.size() < at_once && std::ranges::count_if(under_way_, by_route) < at_once_by_route &&
         std::ranges::none_of(under_way_, in_the_way);
}

void Courier::begin() {
  const auto at_end = [](std::exception_ptr fault) {
    if (fault) log_error("a notice was given up", {});
  };
  for (std::size_t i = 0; i < waiting_.size() && !stopping_;) {
    if (!may_begin(waiting_[i].notice)) {
      ++i;
      continue;
    }
    auto notice = std::move(waiting_[i].notice);
    waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(i));
    under_way_.push_back(notice);
    asio::co_spawn(loop_, deliver(std::move(notice)), at_end);
  }
}

Task<void> Courier::deliver(store::Notice notice) {
  try {
    co_await tell(notice);
  } catch (const std::exception& error) {
    // Its lease ends, and it is tried again.
    log_error("a notice waits", {{"topic", name(notice.topic)}, {"reason", std::string_view(error.what())}});
  }
  std::erase_if(under_way_, [&](const store::Notice& other) { return other.id == notice.id; });
  timer_.cancel();
  end_if_idle();
}

Task<void> Courier::tell(const store::Notice& notice) {
  auto written = co_await write_letter(services_, notice, now());
  if (const auto* dropped = std::get_if<Dropped>(&written)) {
    const auto put = co_await services_.store.notice_dropped(notice.shop, notice.id, dropped->why);
    static_cast<void>(put);
    co_return;
  }
  if (const auto* off = std::get_if<PutOff>(&written)) {
    const auto put = co_await services_.store.notice_waits(notice.shop, notice.id, off->until);
    static_cast<void>(put);
    co_return;
  }
  auto letter = std::get<Letter>(std::move(written));
  const auto to = letter.to;
  const auto sent = co_await dispatch_.send(services_.settings(), notice, std::move(letter));
  co_await note(notice, to, sent);
}

Task<void> Courier::note(const store::Notice& notice, const std::string& to, const outbox::Sent& sent) {
  if (sent.result == outbox::Sent::Result::sent) {
    const auto noted = co_await services_.store.notice_sent(notice.shop, notice.id, now(), sent.id);
    static_cast<void>(noted);
    co_return;
  }
  log_warn("a notice was not sent",
           {{"topic", name(notice.topic)}, {"route", name(notice.route)}, {"reason", sent.fault}});
  const bool for_good = sent.result == outbox::Sent::Result::refused || notice.attempts >= most_attempts;
  const auto again_at =
      for_good ? std::optional<orders::Instant>{} : std::optional{now() + wait_after(notice.attempts)};
  const auto noted = co_await services_.store.notice_failed(notice.shop, notice.id, sent.fault, again_at);
  static_cast<void>(noted);
  // The number said STOP to Twilio before it ever said so to us.
  if (sent.fault == "Twilio 21610") {
    const auto out = co_await services_.store.set_opt_out(notice.shop, notice.route, to, true, "stop", now());
    static_cast<void>(out);
  }
}

}  // namespace server
