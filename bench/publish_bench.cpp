// How long after a commit the old page is gone from another process's memory: two processes that share a
// Redis, one that writes and one that only hears of it by PUBLISH. The other's store is a copy that nothing
// is written to, so that its tail cannot tell it anything.
//
//   publish_bench REDIS_URL [WRITES]

#include "bench/measure.hpp"
#include "bench/scratch.hpp"
#include "store/open.hpp"
#include "store/order_cache.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/use_future.hpp>

#include <cstring>
#include <exception>
#include <thread>

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

namespace asio = boost::asio;
using namespace orders;
using namespace std::chrono_literals;
using bench::Clock, bench::context;

constexpr std::size_t most_writes = 100'000;

// What both processes see: when each version of the order was committed, answered, and known to the other.
struct Board {
  std::atomic<bool> listening{false}, over{false};
  std::atomic<std::int64_t> committed{0};
  std::array<std::atomic<Clock::rep>, most_writes> known_at{};
};

std::shared_ptr<const tokens::KeyRing> keys() {
  return std::make_shared<tokens::KeyRing>(tokens::KeyRing::of({{0, {1}}}));
}

// An Outcome has no empty state, which what is waited for must have.
template <class T>
store::Task<std::optional<T>> as_optional(store::Task<T> task) {
  co_return co_await std::move(task);
}

// A store with its cache, at work on a loop of its own.
class Instance {
 public:
  Instance(const std::filesystem::path& folder, const store::RedisAddress& redis)
      : store_{store::open({.data_dir = folder, .keys = keys()})},
        cache_{*store_, {.redis = store::RedisOptions{.address = redis}, .shared = true, .keys = keys()}} {
    cache_.start(loop_);
    thread_ = std::thread{[this] { loop_.run(); }};
  }
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;
  ~Instance() {
    cache_.stop();
    std::this_thread::sleep_for(200ms);
    loop_.stop();
    thread_.join();
  }

  template <class T>
  T wait(store::Task<T> task) {
    return *asio::co_spawn(loop_, as_optional(std::move(task)), asio::use_future).get();
  }
  void settle() { asio::co_spawn(loop_, cache_.settled(), asio::use_future).get(); }
  store::Store& store() { return *store_; }
  store::OrderCache& cache() { return cache_; }

 private:
  asio::io_context loop_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_{loop_.get_executor()};
  std::unique_ptr<store::Store> store_;
  store::OrderCache cache_;
  std::thread thread_;
};

struct Made {
  ShopId shop{};
  OrderId order{};
  std::int64_t version = 0;
};

Made make_shop(const std::filesystem::path& folder) {
  asio::io_context loop;
  const auto store = store::open({.data_dir = folder, .keys = keys()});
  const auto wait = [&](auto task) {
    loop.restart();  // it has run dry after the task before
    auto done = asio::co_spawn(loop, as_optional(std::move(task)), asio::use_future);
    const auto work = asio::make_work_guard(loop);
    while (done.wait_for(0s) != std::future_status::ready) loop.run_one_for(10ms);
    return *done.get();
  };
  const Instant now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const Shop shop{.id = {tokens::new_uuid(now)}, .slug = "bench", .name = "Bench"};
  const Location location{.id = {tokens::new_uuid(now)}, .shop = shop.id, .slug = "bench", .name = "Bench"};
  NewOrder wanted{.location = location.id, .number = "R-1"};
  wanted.customer.name = "Ada Quill";
  wanted.devices = {Device{.kind = "Phone"}};
  const auto order = *create(wanted, shop.id, context(now));
  if (!wait(store->add_shop(shop)) || !wait(store->add_location(location)) ||
      !wait(store->add_order(order, {}, {tokens::new_uuid(now)}, store::Tell::nobody)))
    throw std::runtime_error("no shop could be made");
  return {shop.id, order.id, order.version};
}

// The process that only hears.
void listen(const std::filesystem::path& folder, const store::RedisAddress& redis, const Made& made,
            Board& board) {
  ::prctl(PR_SET_TIMERSLACK, 1UL);  // a sleep of 20 µs takes that long, not 70
  Instance here{folder, redis};
  store::Watched watched;
  watched.at(store::Change::Kind::order) = {made.order.uuid, made.version};
  const auto cells = here.cache().floors().cells(watched);
  const auto& cell = cells[static_cast<std::size_t>(store::Change::Kind::order)]->version;
  std::this_thread::sleep_for(500ms);  // until it has joined the channel
  board.listening = true;
  for (std::int64_t seen = made.version; !board.over; std::this_thread::sleep_for(20us))
    for (const auto version = cell.load(); seen < version;)
      if (const auto at = static_cast<std::size_t>(++seen - made.version); at < most_writes)
        board.known_at[at] = Clock::now().time_since_epoch().count();
}

double us(Clock::duration took) { return std::chrono::duration<double, std::micro>(took).count(); }

void write(const std::filesystem::path& folder, const store::RedisAddress& redis, const Made& made,
           Board& board, std::size_t writes) {
  Instance here{folder, redis};
  std::atomic<Clock::rep> committed_at{0};
  here.store().subscribe([&](std::span<const store::Change> changes) {
    committed_at = Clock::now().time_since_epoch().count();
    here.cache().committed(changes);
  });
  store::Watched watched;
  watched.at(store::Change::Kind::order) = {made.order.uuid, made.version};
  const auto own = here.cache().floors().cells(watched);
  const auto& own_floor = own[static_cast<std::size_t>(store::Change::Kind::order)]->version;

  std::vector<double> from_commit, from_answer, confirmed;
  std::size_t late = 0, unheard = 0;
  for (std::size_t i = 1; i <= writes; ++i) {
    const Instant now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const auto changed = here.wait(here.store().change_order(
        made.shop, made.order, AddNote{fmt::format("note {}", i)}, context(now), {tokens::new_uuid(now)}));
    if (!changed) throw std::runtime_error("a note was refused: " + changed.error().detail);
    if (own_floor.load() < changed->version) ++late;
    const Clock::time_point commit{Clock::duration{committed_at.load()}};
    here.settle();
    const auto answer = Clock::now();
    confirmed.push_back(us(answer - commit));
    const auto& known = board.known_at[static_cast<std::size_t>(changed->version - made.version)];
    while (!known && Clock::now() - commit < 2s) std::this_thread::sleep_for(50us);
    if (!known) {
      ++unheard;
      continue;
    }
    const Clock::time_point heard{Clock::duration{known.load()}};
    from_commit.push_back(std::max(0.0, us(heard - commit)));
    from_answer.push_back(std::max(0.0, us(heard - answer)));
  }
  bench::tell("publish.commit_to_floor_p50", bench::median(from_commit) / 1e3, "ms");
  bench::tell("publish.commit_to_floor_p99", bench::quantile(from_commit, 0.99) / 1e3, "ms");
  bench::tell("publish.answer_to_floor_p99", bench::quantile(from_answer, 0.99) / 1e3, "ms");
  bench::tell("publish.commit_to_confirmed_p99", bench::quantile(confirmed, 0.99) / 1e3, "ms");
  bench::tell("publish.own_floor_late", static_cast<double>(late), "writes");
  bench::tell("publish.unheard", static_cast<double>(unheard), "writes");
}

}  // namespace

int main(int count, char** words) try {
  if (count < 2) throw std::runtime_error("usage: publish_bench REDIS_URL [WRITES]");
  const auto redis = store::parse_redis_url(words[1]);
  const auto writes =
      std::min<std::size_t>(count > 2 ? std::strtoul(words[2], nullptr, 10) : 1000, most_writes - 1);
  const bench::Folder folder;
  const auto made = make_shop(folder.path / "writes");
  std::filesystem::copy(folder.path / "writes", folder.path / "hears",
                        std::filesystem::copy_options::recursive);

  void* const shared =
      ::mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) throw std::runtime_error("no memory to share");
  auto& board = *new (shared) Board;
  const auto other = ::fork();
  if (other == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    try {
      bench::pin(1);
      listen(folder.path / "hears", redis, made, board);
    } catch (const std::exception& error) {
      fmt::print(stderr, "publish_bench: {}\n", error.what());
      ::_exit(1);
    }
    ::_exit(0);
  }
  bench::pin(0);
  while (!board.listening)
    if (::waitpid(other, nullptr, WNOHANG) != 0)
      throw std::runtime_error("the other process has ended");
    else
      std::this_thread::sleep_for(10ms);
  write(folder.path / "writes", redis, made, board, writes);
  board.over = true;
  ::waitpid(other, nullptr, 0);
} catch (const std::exception& error) {
  fmt::print(stderr, "publish_bench: {}\n", error.what());
  return 1;
}
