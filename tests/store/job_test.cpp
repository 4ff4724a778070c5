#include "store/job.hpp"

#include <doctest/doctest.h>
#include <boost/asio/post.hpp>

#include <future>
#include <stdexcept>
#include <string>
#include <thread>

namespace {

using boost::asio::io_context;

// Notes its name when it goes on; "bang" throws.
class Named : public store::Job {
 public:
  Named(io_context& loop, std::string name, std::vector<std::string>& said, bool brief = true)
      : Job(loop, brief), name_(std::move(name)), said_(said) {}
  void run(store::Connection&) override {}
  void resume() override {
    said_.push_back(name_);
    if (name_ == "bang") throw std::runtime_error("bang");
  }
  const std::string& name() const { return name_; }

 private:
  const std::string name_;
  std::vector<std::string>& said_;
};

std::vector<std::string> names(const store::Jobs& jobs) {
  std::vector<std::string> all;
  for (const auto& job : jobs) all.push_back(dynamic_cast<const Named&>(*job).name());
  return all;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_SUITE_BEGIN("store/job");

TEST_CASE("what a loop asks for within one turn is handed over at its end, in its order") {
  io_context loop;
  store::JobQueue queue;
  std::vector<std::string> said;
  auto early = std::async(std::launch::async, [&] { return names(queue.take(9)); });
  boost::asio::post(loop, [&] {
    for (const char* name : {"a", "b", "c"}) queue.push(std::make_unique<Named>(loop, name, said));
    CHECK(early.wait_for(std::chrono::milliseconds{20}) == std::future_status::timeout);
  });
  loop.run();
  CHECK(early.get() == Names{"a", "b", "c"});
  loop.restart();
  boost::asio::post(loop, [&] { queue.push(std::make_unique<Named>(loop, "d", said)); });
  loop.run();
  CHECK(names(queue.take(9)) == Names{"d"});
}

TEST_CASE("who takes no more than some leaves the rest to the next, and what takes long is taken alone") {
  io_context loop;
  store::JobQueue queue;
  std::vector<std::string> said;
  for (const auto* name : {"a", "b", "c"}) queue.push(std::make_unique<Named>(loop, name, said));
  queue.push(std::make_unique<Named>(loop, "search", said, false));
  queue.push(std::make_unique<Named>(loop, "d", said));
  loop.run();
  CHECK(names(queue.take_brief(2)) == Names{"a", "b"});
  CHECK(names(queue.take_brief(2)) == Names{"c"});
  CHECK(names(queue.take_brief(2)) == Names{"search"});
  CHECK(names(queue.take_brief(2)) == Names{"d"});
}

TEST_CASE("a queue that is closed gives what was asked of it until then, and then nothing") {
  io_context loop;
  std::vector<std::string> said;
  {
    store::JobQueue queue;
    queue.push(std::make_unique<Named>(loop, "a", said));
    queue.close();
    CHECK(names(queue.take(9)) == Names{"a"});
    CHECK(queue.take(9).empty());
  }
  loop.run();  // what it still had to hand over is nobody's
}

TEST_CASE("all go on, each on its own loop, also when one of them throws") {
  io_context one, other;
  std::vector<std::string> here, there;
  store::Jobs jobs;
  for (const auto* name : {"a", "bang", "b"}) {
    jobs.push_back(std::make_unique<Named>(one, name, here));
    jobs.push_back(std::make_unique<Named>(other, name == std::string("bang") ? "c" : name, there));
  }
  store::resume(std::move(jobs));
  other.run();
  CHECK(here.empty());
  CHECK(there == Names{"a", "c", "b"});
  CHECK_THROWS_WITH(one.run(), "bang");
  CHECK(here == Names{"a", "bang"});
  one.run();
  CHECK(here == Names{"a", "bang", "b"});
}

TEST_SUITE_END();
