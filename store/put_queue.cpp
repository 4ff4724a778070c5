#include "store/put_queue.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>

namespace store {

namespace asio = boost::asio;
using namespace std::chrono_literals;

void PutQueue::add(std::span<const Change> changes) {
  std::shared_ptr<Bell> idle;
  {
    const std::lock_guard lock{mutex_};
    if (stopped_) return;
    for (const auto& change : changes) {
      auto& place =
          waiting_.try_emplace({change.kind, change.entity}, Waiting{change, ++added_}).first->second;
      place.added = world_.ticks();
      if (place.change.version < change.version) place.change = change;
    }
    idle = std::move(idle_);
  }
  if (idle) idle->ring();
}

std::optional<PutQueue::Parcel> PutQueue::take(const CacheWorld::Loop& loop) {
  const std::lock_guard lock{mutex_};
  if (stopped_) return std::nullopt;
  std::erase_if(waiting_, [too_old = world_.ticks() - worth_it](const auto& one) {
    return one.second.added < too_old;
  });
  Parcel parcel;
  while (!waiting_.empty() && parcel.all.size() < most_at_once) {
    auto first = waiting_.extract(waiting_.begin());
    parcel.all.push_back(first.mapped());
    travelling_.insert(std::move(first));
  }
  if (parcel.all.empty()) parcel.idle = idle_ = world_.bell(loop);
  return parcel;
}

// What did not arrive goes back, unless a newer change of it has come since: that one brings it along.
void PutQueue::sent(const std::vector<Waiting>& batch, bool kept) {
  std::vector<std::shared_ptr<Bell>> done;
  {
    const std::lock_guard lock{mutex_};
    travelling_.clear();
    for (const auto& one : batch) {
      if (kept || !insist_) continue;
      auto& place = waiting_.try_emplace({one.change.kind, one.change.entity}, one).first->second;
      place.since = std::min(place.since, one.since);
    }
    std::erase_if(waiters_, [&](const Waiter& waiter) {
      if (!has_all(waiter.upto)) return false;
      done.push_back(waiter.bell);
      return true;
    });
  }
  for (const auto& bell : done) bell->ring();
}

bool PutQueue::has_all(std::uint64_t upto) const {
  const auto missing = [&](const auto& one) { return one.second.since <= upto; };
  return std::ranges::none_of(waiting_, missing) && std::ranges::none_of(travelling_, missing);
}

Task<void> PutQueue::run(Send send) {
  const auto loop = co_await asio::this_coro::executor;
  constexpr auto shortest = 20ms, longest = 320ms;
  auto pause = shortest;
  while (auto parcel = take(loop)) {
    if (parcel->idle) {
      co_await parcel->idle->wait(1h);
      continue;
    }
    std::vector<Change> changes;
    for (const auto& one : parcel->all) changes.push_back(one.change);
    bool kept = false;
    try {
      kept = co_await send(changes);
    } catch (const std::exception&) {  // out of memory: the next that come are sent all the same
    }
    sent(parcel->all, kept);
    if (kept || !insist_) {
      pause = shortest;
      continue;
    }
    const auto bell = world_.bell(loop);
    {
      const std::lock_guard lock{mutex_};
      if (stopped_) co_return;
      pausing_ = bell;
    }
    co_await bell->wait(pause);
    pause = std::min(pause * 2, longest);
  }
}

Task<void> PutQueue::settled(std::chrono::milliseconds patience) {
  const auto loop = co_await asio::this_coro::executor;
  auto bell = world_.bell(loop);
  {
    const std::lock_guard lock{mutex_};
    if (stopped_ || has_all(added_)) co_return;
    waiters_.push_back({added_, bell});
  }
  co_await bell->wait(patience);
  const std::lock_guard lock{mutex_};
  std::erase_if(waiters_, [&](const Waiter& waiter) { return waiter.bell == bell; });
}

void PutQueue::stop() {
  std::vector<std::shared_ptr<Bell>> bells;
  {
    const std::lock_guard lock{mutex_};
    stopped_ = true;
    for (const auto& waiter : waiters_) bells.push_back(waiter.bell);
    for (auto* bell : {&idle_, &pausing_})
      if (*bell) bells.push_back(std::move(*bell));
    waiters_.clear();
  }
  for (const auto& bell : bells) bell->ring();
}

}  // namespace store
