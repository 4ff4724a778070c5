#include "tests/blackbox/oracle.hpp"
#include "tests/blackbox/acts.hpp"
#include "tests/redis.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

using namespace harness;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;

// How long writers and readers run against each other before anything breaks.
std::chrono::milliseconds calm() { return is_long() ? 600s : 4s; }

// A shop whose service comes back at the same port, with the oracle at work on it.
class Watch {
 public:
  explicit Watch(Environment environment) : environment_{at_once(std::move(environment))} {
    environment_["CLAIMCHECK_SERVER_LISTEN"] = fmt::format("127.0.0.1:{}", port_);
    environment_["CLAIMCHECK_CACHE_PAGES_MIB"] = "2";  // small: some pages are let go and made again
    service_.emplace(shop_.folder(), environment_);
    oracle_.start();
  }
  ~Watch() { oracle_.stop(); }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // Until so much more has been read and written, or, at the latest, a long while has passed.
  void run_for(std::chrono::milliseconds time) {
    const auto before = oracle_.counts();
    const auto end = Clock::now() + time, patience = end + 60s;
    for (auto now = oracle_.counts(); Clock::now() < patience; now = oracle_.counts()) {
      if (Clock::now() >= end && now.reads > before.reads + 50 && now.writes > before.writes + 10) return;
      std::this_thread::sleep_for(1ms);
    }
    FAIL_CHECK("readers and writers stand still");
  }
  void kill_and_restart() {
    oracle_.expect_silence(true);
    service_->kill();
    service_.reset();
    service_.emplace(shop_.folder(), environment_);
    oracle_.expect_silence(false);
  }
  void judge(std::string_view after) {
    for (const auto& fault : oracle_.faults()) FAIL_CHECK(after, ": ", fault);
  }
  // Ends it all: what was answered is also in the store, and its chains are whole.
  void finish() {
    oracle_.stop();
    judge("at the end");
    const auto counts = oracle_.counts();
    MESSAGE(counts.reads, " pages read beside ", counts.writes, " answered writes; ", counts.unanswered,
            " writes without an answer");
    CHECK(service_->stop() == 0);
    const auto verified = run(shop_.folder(), {"verify"});
    CHECK_MESSAGE(verified.exit_code == 0, verified.out, verified.error);
  }
  Service& service() { return *service_; }

 private:
  RepairShop shop_{};
  unsigned short port_ = test::free_port();
  Environment environment_;
  std::optional<Service> service_;
  Oracle oracle_{port_, shop_.api_key()};
};

// Does something to every value that lies in Redis, whatever its type.
void spoil(const test::RedisServer& redis, const std::string& change) {
  const auto script = R"(
    local last = nil
    local function spoilt(v) )" +
                      change + R"( end
    for _, key in ipairs(redis.call('KEYS', '*')) do
      local kind = redis.call('TYPE', key).ok
      if kind == 'string' then
        redis.call('SET', key, spoilt(redis.call('GET', key)), 'KEEPTTL')
      elseif kind == 'hash' then
        for _, field in ipairs(redis.call('HKEYS', key)) do
          redis.call('HSET', key, field, spoilt(redis.call('HGET', key, field)))
        end
      end
    end)";
  redis.say({"EVAL", script, "0"});
}

struct Fault {
  const char* what;
  std::function<void()> begin;
  std::function<void()> end;
};

// All that can happen to a Redis, with the oracle at work before, meanwhile and afterwards.
void watch_through_faults(const Environment& more) {
  test::RedisServer redis;
  Environment environment{{"CLAIMCHECK_REDIS_URL", redis.url()}};
  environment.insert(more.begin(), more.end());
  Watch watch{environment};
  watch.run_for(calm());
  watch.judge("in calm");

  const auto nothing = [] {};
  const auto kept = redis.folder() / "kept.rdb", hidden = redis.folder() / "hidden.sock";
  const auto restart = [&] { watch.kill_and_restart(); };
  const std::vector<Fault> faults{
      {"kill -9", [&] { redis.kill(); }, [&] { redis.start(); }},
      {"SIGSTOP", [&] { redis.freeze(); }, [&] { redis.thaw(); }},
      {"FLUSHALL", [&] { redis.flush(); }, nothing},
      {"random bytes", [&] { spoil(redis, "return 'junk' .. tostring(math.random())"); }, nothing},
      {"values cut short", [&] { spoil(redis, "return string.sub(v, 1, math.floor(#v / 2))"); }, nothing},
      {"values swapped", [&] { spoil(redis, "local mine = last or v; last = v; return mine"); }, nothing},
      {"numbers that no version has", [&] { spoil(redis, "return '9007199254740993'"); }, nothing},
      {"an old dump",
       [&] {
         redis.say({"SAVE"});
         std::filesystem::copy_file(redis.dump(), kept, std::filesystem::copy_options::overwrite_existing);
       },
       [&] {
         redis.kill();
         std::filesystem::copy_file(kept, redis.dump(), std::filesystem::copy_options::overwrite_existing);
         redis.start();
       }},
      {"cut off",
       [&] {
         std::filesystem::rename(redis.socket(), hidden);
         test::RedisTalk{hidden}.say({"CLIENT", "KILL", "TYPE", "normal"});
       },
       [&] { std::filesystem::rename(hidden, redis.socket()); }},
      {"no memory",
       [&] {
         redis.say({"CONFIG", "SET", "maxmemory", "1"});
       },
       [&] {
         redis.say({"CONFIG", "SET", "maxmemory", "0"});
       }},
      {"the service killed", restart, nothing},
      {"the service killed while Redis stands still",
       [&] {
         redis.freeze();
         restart();
       },
       [&] { redis.thaw(); }},
      {"the service killed, and Redis back from an old dump", [&] { redis.say({"SAVE"}); },
       [&] {
         redis.kill();
         redis.start();
         restart();
       }},
  };
  for (int round = 0; round < (is_long() ? 12 : 1); ++round)
    for (const auto& fault : faults) {
      fault.begin();
      watch.run_for(is_long() ? 2s : 250ms);
      fault.end();
      watch.run_for(is_long() ? 2s : 250ms);
      watch.judge(fault.what);
    }
  watch.finish();
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/oracle");

TEST_CASE("C39: no page is older than an answered write: one instance, without Redis, killed and restarted") {
  Watch watch{{}};
  watch.run_for(calm());
  watch.judge("in calm");
  for (int i = 0; i < (is_long() ? 60 : 4); ++i) {
    watch.kill_and_restart();
    watch.run_for(is_long() ? 5s : 500ms);
    watch.judge("after a restart");
  }
  watch.finish();
}

TEST_CASE(
    "no page is older than an answered write: Redis killed, frozen, flushed, fed with junk, old, cut off") {
  watch_through_faults({});
}

TEST_CASE("no page is older than an answered write when each is checked with Redis, whatever happens to it") {
  watch_through_faults({{"CLAIMCHECK_REDIS_SHARED", "true"}});
}

TEST_SUITE_END();
