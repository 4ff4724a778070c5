#include "store/job.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>

namespace store {

namespace asio = boost::asio;

namespace {

// All of one loop, on it. One that throws ends the loop's run; the others wait for its next.
void resume_here(Jobs jobs) {
  for (auto job = jobs.begin(); job != jobs.end(); ++job) {
    try {
      (*job)->resume();
    } catch (...) {
      auto& loop = (*job)->loop();
      jobs.erase(jobs.begin(), std::next(job));
      if (!jobs.empty())
        asio::post(loop, [jobs = std::move(jobs)]() mutable { resume_here(std::move(jobs)); });
      throw;
    }
  }
}

}  // namespace

// This thread touches a loop until `post` returns, when the caller may be awake already: a loop outlives the
// store.
void resume(Jobs jobs) {
  while (!jobs.empty()) {
    auto& loop = jobs.front()->loop();
    Jobs here, elsewhere;
    for (auto& job : jobs) (&job->loop() == &loop ? here : elsewhere).push_back(std::move(job));
    asio::post(loop, [here = std::move(here)]() mutable { resume_here(std::move(here)); });
    jobs = std::move(elsewhere);
  }
}

struct JobQueue::State {
  // To the threads that wait; under the lock.
  void hand_over(Jobs& of_a_turn) {
    for (auto& job : of_a_turn) jobs.push_back(std::move(job));
    of_a_turn.clear();
  }
  Jobs take_while(std::size_t most, auto goes_on) {
    std::unique_lock lock{mutex};
    changed.wait(lock, [this] { return closed || !jobs.empty(); });
    Jobs taken;
    while (!jobs.empty() && taken.size() < most && (taken.empty() || goes_on(*taken.back(), *jobs.front()))) {
      taken.push_back(std::move(jobs.front()));
      jobs.pop_front();
    }
    if (!jobs.empty()) changed.notify_one();  // of several threads another has the rest
    return taken;
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::unique_ptr<Job>> jobs;
  std::map<asio::io_context*, Jobs> gathered;  // of the turn that each loop is in
  bool closed = false;
};

JobQueue::JobQueue() : state_{std::make_shared<State>()} {}

void JobQueue::push(std::unique_ptr<Job> job) {
  auto& loop = job->loop();
  {
    const std::lock_guard lock{state_->mutex};
    auto& gathered = state_->gathered[&loop];
    gathered.push_back(std::move(job));
    if (gathered.size() > 1) return;
  }
  asio::post(loop, [state = state_, &loop] {
    {
      const std::lock_guard lock{state->mutex};
      state->hand_over(state->gathered[&loop]);
    }
    state->changed.notify_one();
  });
}

Jobs JobQueue::take(std::size_t most) {
  return state_->take_while(most, [](const Job&, const Job&) { return true; });
}

Jobs JobQueue::take_brief(std::size_t most) {
  return state_->take_while(most,
                            [](const Job& last, const Job& next) { return last.brief() && next.brief(); });
}

void JobQueue::close() {
  {
    const std::lock_guard lock{state_->mutex};
    for (auto& [loop, gathered] : state_->gathered) state_->hand_over(gathered);
    state_->closed = true;
  }
  state_->changed.notify_all();
}

}  // namespace store
