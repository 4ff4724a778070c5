#include "store/job.hpp"

namespace store {

void JobQueue::push(std::unique_ptr<Job> job) {
  {
    const std::lock_guard lock{mutex_};
    jobs_.push_back(std::move(job));
  }
  changed_.notify_one();
}

std::deque<std::unique_ptr<Job>> JobQueue::take(std::size_t most) {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
  std::deque<std::unique_ptr<Job>> taken;
  while (!jobs_.empty() && taken.size() < most) {
    taken.push_back(std::move(jobs_.front()));
    jobs_.pop_front();
  }
  return taken;
}

void JobQueue::close() {
  {
    const std::lock_guard lock{mutex_};
    closed_ = true;
  }
  changed_.notify_all();
}

}  // namespace store
