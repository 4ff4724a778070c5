#include "store/change_tail.hpp"

#include <boost/asio/this_coro.hpp>

namespace store {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using orders::Instant;

ChangeTail::ChangeTail(CacheWorld& world, Floors& floors, Options options, ChangeListener learnt)
    : world_{world}, floors_{floors}, options_{options}, learnt_{std::move(learnt)} {}

Task<void> ChangeTail::run() {
  using Asks = Options::Asks;
  const auto loop = co_await asio::this_coro::executor;
  auto swept = world_.ticks();
  for (bool done = options_.asks == Asks::never;;) {
    if (!done) done = co_await look() && options_.asks == Asks::until_answered;
    if (world_.ticks() - swept > options_.slack()) {
      swept = world_.ticks();
      floors_.forget(now() - options_.memory - options_.slack());
    }
    const auto bell = world_.bell(loop);
    {
      const std::lock_guard lock{mutex_};
      if (stopped_) co_return;
      pausing_ = bell;
    }
    co_await bell->wait(done ? options_.slack() : options_.every);
  }
}

// Whether the store has answered.
Task<bool> ChangeTail::look() {
  const auto asked = world_.ticks();
  const auto before = world_.wall();
  const bool gap = begun() && !fresh(options_.memory);
  const bool first = !begun() || gap;
  const auto reach = options_.memory + options_.slack();
  const auto from = first ? now() - reach : since_;
  Store::Tail tail;
  try {
    tail = co_await world_.tail_changes(from);
    // Its clock is behind what we thought, or was set back: then it has left out what it dates earlier.
    if (const auto due = tail.now - (first ? reach : options_.overlap); due < from)
      tail = co_await world_.tail_changes(due);
  } catch (const std::exception&) {
    co_return false;  // whoever needs the store hears of it there
  }
  offset_ = (tail.now - (before + (world_.wall() - before) / 2)).count();
  if (gap) floors_.reset();
  std::vector<Change> news;
  for (const auto& change : tail.changes)
    if (floors_.raise(change, now())) news.push_back(change);
  since_ = tail.now - options_.overlap;
  asked_.store(asked.time_since_epoch().count(), std::memory_order_release);
  if (!news.empty() && learnt_) learnt_(news);
  co_return true;
}

void ChangeTail::stop() {
  std::shared_ptr<Bell> bell;
  {
    const std::lock_guard lock{mutex_};
    stopped_ = true;
    bell = std::move(pausing_);
  }
  if (bell) bell->ring();
}

bool ChangeTail::fresh(std::chrono::milliseconds age) const {
  const CacheWorld::Ticks asked{CacheWorld::Ticks::duration{asked_.load(std::memory_order_acquire)}};
  return begun() && world_.ticks() - asked <= age;
}

bool ChangeTail::begun() const { return asked_.load(std::memory_order_acquire) != never; }

Instant ChangeTail::now() const { return world_.wall() + Instant::duration{offset_}; }

}  // namespace store
