#pragma once

#include "store/cache_protocol.hpp"
#include "tests/store/simulated_redis.hpp"
#include "tests/store/simulated_truth.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace test {

// Several instances on one truth and one Redis, with readers and writers, while all that may go wrong does.
class Simulation {
 public:
  struct Setting {
    std::uint64_t seed = 1;
    std::size_t instances = 3;
    bool shared = true;
    store::CacheProtocol::Rules rules{};
    bool only_newer = true;  // Redis refuses older versions
    bool settle = true;      // a write is answered when it has settled
    bool faults = true;
  };
  struct Outcome {
    std::string stale = {};  // the first page that was older than it may be
    std::size_t reads = 0, same = 0, writes = 0;
    store::OrderCache::Counts counts{};
  };

  explicit Simulation(Setting setting)
      : setting_{setting}, time_{setting.seed}, redis_{time_}, truth_{time_} {
    redis_.only_newer = setting.only_newer;
    redis_.published = [this](const std::string& message) { publish(message); };
    for (std::size_t i = 0; i < setting.instances; ++i) instances_.push_back(fresh());
  }
  ~Simulation() {
    for (const auto& instance : all_) instance->protocol->stop();
  }

  Outcome run(std::chrono::seconds time) {
    const auto end = time_.ticks() + time;
    for (int i = 0; i < 12; ++i) spawn(read_on(end));
    for (int i = 0; i < 4; ++i) spawn(write_on(end));
    if (setting_.faults) spawn(break_on(end));
    while (time_.ticks() < end && outcome_.stale.empty()) time_.run_for(100ms);
    for (const auto& instance : all_) {
      const auto counts = instance->protocol->counts();
      outcome_.counts.loads += counts.loads;
      outcome_.counts.redis_hits += counts.redis_hits;
      outcome_.counts.redis_misses += counts.redis_misses;
      outcome_.counts.redis_failures += counts.redis_failures;
    }
    return outcome_;
  }

 private:
  struct Page {
    store::Watched watched;
    store::Floors::Cells cells;
  };

  struct Instance : store::CacheWorld {
    explicit Instance(Simulation& of) : sim{of} {}
    Ticks ticks() override { return sim.time_.ticks(); }
    orders::Instant wall() override { return sim.truth_.wall() + clock_error; }
    std::shared_ptr<store::Bell> bell(const Loop&) override {
      return std::make_shared<VirtualBell>(sim.time_);
    }
    store::Task<std::optional<store::RedisReply>> call(store::RedisCommand command) override {
      if (dead) return nothing();
      return sim.redis_.call(connection, {command.begin(), command.end()});
    }
    store::Task<std::optional<store::RedisReply>> call_all(
        std::span<const store::RedisCommand> commands) override {
      if (dead) return nothing();
      std::vector<SimulatedRedis::Command> all;
      for (const auto command : commands) all.emplace_back(command.begin(), command.end());
      return sim.redis_.call_all(connection, std::move(all));
    }
    static store::Task<std::optional<store::RedisReply>> nothing() { co_return std::nullopt; }
    store::Task<std::shared_ptr<const store::LinkedOrder>> find_link(store::LinkKey key) override {
      co_await sim.time_.sleep(sim.time_.between(0ms, 2ms));
      auto read = sim.truth_.read(key);
      co_await sim.time_.sleep(sim.time_.between(0ms, sim.time_.happens(0.05) ? 300ms : 3ms));
      co_return read ? std::make_shared<const store::LinkedOrder>(*std::move(read)) : nullptr;
    }
    store::Task<store::Store::Tail> tail_changes(orders::Instant since) override {
      if (dead || deaf_until > sim.time_.ticks()) {
        co_await sim.time_.sleep(50ms);
        throw store::Unavailable("the store is gone");
      }
      co_await sim.time_.sleep(sim.time_.between(0ms, 2ms));
      store::Store::Tail tail{sim.truth_.wall(), sim.truth_.since(since)};
      co_await sim.time_.sleep(sim.time_.between(0ms, sim.time_.happens(0.05) ? 2s : 10ms));
      co_return tail;
    }

    Simulation& sim;
    bool dead = false;
    Ticks deaf_until{};  // to the tail
    std::chrono::milliseconds clock_error{};
    std::shared_ptr<SimulatedRedis::Connection> connection = std::make_shared<SimulatedRedis::Connection>();
    std::shared_ptr<store::CacheProtocol> protocol;
    std::map<std::size_t, std::shared_ptr<const Page>> pages;  // by link
  };

  void spawn(store::Task<void> task) {
    boost::asio::co_spawn(time_.loop(), std::move(task), boost::asio::detached);
  }

  std::shared_ptr<Instance> fresh() {
    auto instance = std::make_shared<Instance>(*this);
    instance->clock_error = std::chrono::milliseconds{static_cast<int>(time_.one_of(4000)) - 2000};
    store::CacheProtocol::Options options;
    options.redis = true;
    options.shared = setting_.shared;
    options.epoch = "epoch";
    options.keys = keys_;
    options.memory = 5s;
    options.overlap = 1s;
    // Not one that owns the instance: the simulation does, until its end.
    std::shared_ptr<store::CacheWorld> world{std::shared_ptr<void>{}, instance.get()};
    instance->protocol = std::make_shared<store::CacheProtocol>(world, std::move(options), setting_.rules);
    instance->protocol->start(time_.loop().get_executor());
    all_.push_back(instance);
    return instance;
  }

  void publish(const std::string& message) {
    for (const auto& instance : instances_)
      if (!instance->connection->cut && time_.happens(0.6))
        time_.after(time_.between(50us, time_.happens(0.1) ? 2s : 2ms),
                    [instance, message] { instance->protocol->heard(message); });
  }

  store::Task<void> read_on(VirtualTime::Ticks end) {
    while (time_.ticks() < end) {
      co_await time_.sleep(time_.between(0ms, 60ms));
      const auto instance = instances_[time_.one_of(instances_.size())];
      const auto link = time_.one_of(truth_.links());
      const auto began = time_.ticks();
      const auto page = instance->pages[link];
      std::optional<store::Watched> known;
      if (page) known = page->watched;
      const auto look = co_await instance->protocol->look(truth_.key(link), known);
      if (instance->dead) continue;
      ++outcome_.reads;
      if (look.same) ++outcome_.same;
      const auto shown = look.same ? *known : store::Watched::of(*look.found);
      if (!look.same)
        instance->pages[link] =
            std::make_shared<const Page>(Page{shown, instance->protocol->floors().cells(shown)});
      const auto missed = truth_.missed(shown, began);
      if (!missed.empty() && outcome_.stale.empty()) outcome_.stale = missed;
    }
  }

  store::Task<void> write_on(VirtualTime::Ticks end) {
    while (time_.ticks() < end) {
      co_await time_.sleep(time_.between(0ms, 700ms));
      if (time_.ticks() < quiet_until_) continue;
      const auto instance = instances_[time_.one_of(instances_.size())];
      const auto changes = truth_.commit();
      co_await time_.sleep(time_.between(0ms, 3ms));
      if (instance->dead) continue;  // committed, and never answered
      instance->protocol->committed(changes);
      if (setting_.settle) co_await instance->protocol->settled();
      if (instance->dead) continue;
      truth_.answered(changes);
      ++outcome_.writes;
    }
  }

  void lose() {
    if (setting_.shared) truth_.lost();
  }

  void restart(std::size_t which) {
    instances_[which]->dead = true;
    instances_[which]->protocol->stop();
    instances_[which] = fresh();
  }

  store::Task<void> break_on(VirtualTime::Ticks end) {
    SimulatedRedis::Data dump, next;  // of some seconds ago
    auto dumped = time_.ticks();
    while (time_.ticks() < end) {
      if (time_.ticks() - dumped > 5s) {
        dump = std::exchange(next, redis_.data());
        dumped = time_.ticks();
      }
      co_await time_.sleep(time_.between(0ms, 1500ms));
      const auto some = time_.one_of(instances_.size());
      const auto while_ = time_.between(50ms, 5s);
      const auto deafen = [&](double share) {
        for (const auto& instance : instances_)
          if (time_.happens(share)) instance->deaf_until = time_.ticks() + while_;
      };
      switch (time_.one_of(9)) {
        case 0:
        case 1: {
          const auto wire = instances_[some]->connection;
          wire->cut = true;
          time_.after(while_, [wire] { wire->cut = false; });
          if (time_.happens(0.5)) deafen(1.0);
          break;
        }
        case 2:
          redis_.frozen = true;
          time_.after(while_ / 2, [this] { redis_.frozen = false; });
          break;
        case 3: deafen(0.5); break;
        case 4: restart(some); break;
        case 5:
          redis_.restore({});
          lose();
          break;
        case 6:  // the whole machine: Redis comes back with what it had, a service beside it with nothing
          quiet_until_ = time_.ticks() + 7s;  // and nothing was written for longer than floors go back
          co_await time_.sleep(7s);
          redis_.restore(dump);
          lose();
          for (std::size_t i = 0; i < instances_.size(); ++i) restart(i);
          break;
        case 7:
          redis_.fill_with_junk();
          lose();
          break;
        default: redis_.restore(dump); lose();
      }
    }
  }

  const Setting setting_;
  VirtualTime time_;
  SimulatedRedis redis_;
  SimulatedTruth truth_;
  std::shared_ptr<const tokens::KeyRing> keys_ =
      std::make_shared<tokens::KeyRing>(tokens::KeyRing::of({{0, {1}}}));
  std::vector<std::shared_ptr<Instance>> instances_, all_;
  Outcome outcome_;
  VirtualTime::Ticks quiet_until_{};
};

}  // namespace test
