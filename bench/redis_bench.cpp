// What a question to Redis costs here, fetching 2 KiB over a unix socket: CPU of the asking thread (promised:
// at most 5 µs, many at once), questions a second and how long one takes, against redis-benchmark.

#include "store/redis_link.hpp"
#include "tests/redis.hpp"

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Microseconds = std::chrono::duration<double, std::micro>;

constexpr int questions = 200'000;
constexpr std::size_t value_size = 2048;

double cpu_microseconds() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return 1e6 * static_cast<double>(used.tv_sec) + 1e-3 * static_cast<double>(used.tv_nsec);
}

struct Tally {
  int left = questions;
  int failed = 0;
  std::vector<double> took = {};
};

store::Task<void> ask(store::RedisLink& link, Tally& tally) {
  static constexpr std::array<std::string_view, 2> command{"GET", "page"};
  while (tally.left > 0) {
    --tally.left;
    const auto begun = Clock::now();
    const auto reply = co_await link.call(command);
    tally.took.push_back(Microseconds{Clock::now() - begun}.count());
    if (!reply || !reply->text() || reply->text()->size() != value_size) ++tally.failed;
  }
}

void measure(const test::RedisServer& redis, int callers) {
  boost::asio::io_context loop{1};
  store::RedisLink link{
      loop, {.address = store::parse_redis_url(redis.url()), .deadline = std::chrono::seconds{5}}};
  while (!link.connected()) loop.run_one();
  Tally tally;
  tally.took.reserve(questions + 1000);
  int working = callers;
  const auto begun = Clock::now();
  const auto cpu = cpu_microseconds();
  const auto done = [&](std::exception_ptr) {
    if (--working == 0) link.stop();
  };
  for (int i = 0; i < callers; ++i) boost::asio::co_spawn(loop, ask(link, tally), done);
  loop.run();
  const auto used = (cpu_microseconds() - cpu) / questions;
  const auto seconds = Microseconds{Clock::now() - begun}.count() / 1e6;
  std::sort(tally.took.begin(), tally.took.end());
  fmt::print(
      "{:>8} callers at once: {:5.2f} µs of CPU, {:8.0f}/s, median {:6.0f} µs, p99 {:6.0f} µs, {} failed\n",
      callers, used, questions / seconds, tally.took[tally.took.size() / 2],
      tally.took[tally.took.size() * 99 / 100], tally.failed);
}

// Its last line of CSV: "GET","rps","avg","min","p50","p95","p99","max".
void measure_peer(const test::RedisServer& redis, int callers, int pipelined) {
  const auto command = fmt::format("redis-benchmark -s {} -c {} -P {} -n {} --csv GET page",
                                   redis.socket().string(), callers, pipelined, questions);
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  if (!pipe) return;
  std::array<char, 512> line{};
  std::string last;
  while (std::fgets(line.data(), line.size(), pipe)) last = line.data();
  ::pclose(pipe);
  fmt::print("redis-benchmark, {} connections, {} in each: {}", callers, pipelined, last);
}

}  // namespace

int main() {
  const test::RedisServer redis;
  redis.say({"SET", "page", std::string(value_size, 'x')});
  for (int round = 0; round < 3; ++round) {
    for (const int callers : {1, 8, 64, 256}) measure(redis, callers);
    measure_peer(redis, 64, 1);
    measure_peer(redis, 1, 64);
  }
}
