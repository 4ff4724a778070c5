#include "store/put_queue.hpp"
#include "store/redis_stream.hpp"
#include "tests/store/linked.hpp"

#include <doctest/doctest.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <stdexcept>

using namespace std::chrono_literals;
using namespace store;
namespace asio = boost::asio;

namespace {

// Rung on its own loop alone, as this test does.
class LoopBell : public Bell {
 public:
  explicit LoopBell(const CacheWorld::Loop& loop) : timer_{loop} {}
  Task<void> wait(std::chrono::milliseconds limit) override {
    if (rung_) co_return;
    timer_.expires_after(limit);
    boost::system::error_code ended;
    const asio::use_awaitable_t<CacheWorld::Loop> token;
    co_await timer_.async_wait(asio::redirect_error(token, ended));
  }
  void ring() override {
    rung_ = true;
    timer_.cancel();
  }

 private:
  RedisTimer timer_;
  bool rung_ = false;
};

// Nothing but time.
class Clocks : public CacheWorld {
 public:
  Ticks ticks() override { return std::chrono::steady_clock::now(); }
  orders::Instant wall() override { return {}; }
  std::shared_ptr<Bell> bell(const Loop& loop) override { return std::make_shared<LoopBell>(loop); }
  Task<std::optional<RedisReply>> call(RedisCommand) override { co_return std::nullopt; }
  Task<std::optional<RedisReply>> call_all(std::span<const RedisCommand>) override { co_return std::nullopt; }
  Task<std::shared_ptr<const LinkedOrder>> find_link(LinkKey) override { co_return nullptr; }
  Task<Store::Tail> tail_changes(orders::Instant) override { co_return Store::Tail{}; }
};

Change change_of(std::uint8_t entity) {
  Change change;
  change.entity[0] = entity;
  change.version = 1;
  return change;
}

}  // namespace

TEST_SUITE("store/put_queue") {
  TEST_CASE("changes are sent after a batch that could not even be made, that one among them if we insist") {
    for (const bool insist : {true, false}) {
      CAPTURE(insist);
      asio::io_context loop{1};
      Clocks world;
      PutQueue queue{world, insist};
      int calls = 0;
      std::size_t arrived = 0;
      const auto send = [&](std::span<const Change> changes) -> Task<bool> {
        if (++calls == 1) throw std::runtime_error("no memory");
        arrived += changes.size();
        co_return true;
      };
      asio::co_spawn(loop, queue.run(send), asio::detached);
      queue.add(std::vector{change_of(1)});
      REQUIRE(test::until(loop, [&] { return calls == 1; }));
      queue.add(std::vector{change_of(2)});
      REQUIRE(test::until(loop, [&] { return calls >= 2 && arrived == (insist ? 2 : 1); }));
      bool settled = false;
      const auto wait = [&]() -> Task<void> {
        co_await queue.settled(1h);
        settled = true;
      };
      asio::co_spawn(loop, wait(), asio::detached);
      CHECK(test::until(loop, [&] { return settled; }));
      queue.stop();
      CHECK(test::runs_dry(loop));
    }
  }
}
