#pragma once

#include "store/cache_world.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <map>
#include <random>

namespace test {

using namespace std::chrono_literals;

// One thread, one loop and a clock that moves when nothing more can happen at its time: the same seed, the
// same run.
class VirtualTime {
 public:
  using Ticks = store::CacheWorld::Ticks;
  using Micros = std::chrono::microseconds;

  explicit VirtualTime(std::uint64_t seed) : random_{seed} {}

  boost::asio::io_context& loop() { return loop_; }
  Ticks ticks() const { return now_; }
  void after(Micros delay, std::function<void()> what) { agenda_.emplace(now_ + delay, std::move(what)); }
  void run_for(Micros time) {
    for (const auto end = now_ + time;;) {
      loop_.restart();
      loop_.poll();
      if (agenda_.empty() || agenda_.begin()->first > end) {
        now_ = end;
        return;
      }
      auto next = agenda_.extract(agenda_.begin());
      now_ = next.key();
      next.mapped()();
    }
  }

  store::Task<void> sleep(Micros time);

  // Chance.
  bool happens(double share) { return std::uniform_real_distribution{0.0, 1.0}(random_) < share; }
  std::size_t one_of(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>{0, count - 1}(random_);
  }
  Micros between(Micros least, Micros most) {
    return Micros{std::uniform_int_distribution{least.count(), most.count()}(random_)};
  }

 private:
  boost::asio::io_context loop_{1};
  Ticks now_{1h};
  std::multimap<Ticks, std::function<void()>> agenda_;
  std::mt19937_64 random_;
};

class VirtualBell : public store::Bell, public std::enable_shared_from_this<VirtualBell> {
 public:
  explicit VirtualBell(VirtualTime& time)
      : time_{time}, timer_{time.loop(), std::chrono::steady_clock::time_point::max()} {}

  store::Task<void> wait(std::chrono::milliseconds limit) override {
    if (rung_) co_return;
    time_.after(limit, [bell = weak_from_this()] {
      if (const auto self = bell.lock()) self->timer_.cancel();
    });
    constexpr auto token =
        boost::asio::as_tuple(boost::asio::use_awaitable_t<boost::asio::io_context::executor_type>{});
    co_await timer_.async_wait(token);
  }
  void ring() override {
    rung_ = true;
    timer_.cancel();
  }

 private:
  using Clock = std::chrono::steady_clock;
  VirtualTime& time_;
  boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>,
                                    boost::asio::io_context::executor_type>
      timer_;
  bool rung_ = false;
};

inline store::Task<void> VirtualTime::sleep(Micros time) {
  const auto bell = std::make_shared<VirtualBell>(*this);
  after(time, [bell] { bell->ring(); });
  co_await bell->wait(24h);
}

}  // namespace test
