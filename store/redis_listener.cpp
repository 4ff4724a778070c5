#include "store/redis_dialer.hpp"

#include <boost/asio/co_spawn.hpp>

namespace store {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

namespace {

// Together less than a second, in which one that went silent is noticed.
constexpr std::chrono::milliseconds beat{200}, longest_silence{700};

// Its beats may take longer than a command may: it says nothing about whether Redis is of use.
RedisOptions without_health(RedisOptions options) {
  options.health = nullptr;
  return options;
}

}  // namespace

struct RedisListener::Ear {
  Ear(asio::io_context& its_loop, const RedisOptions& options)
      : loop{its_loop}, dialer{loop, options}, timer{loop.get_executor()} {}

  static Task<void> run(std::shared_ptr<Ear> self) {
    while (auto next = co_await self->dialer.next()) {
      self->stream = std::move(next);
      const std::string_view join[] = {"SUBSCRIBE", self->channel};
      self->stream->send(join);
      self->inside = false;
      self->heard_at = Clock::now();
      watch(self);
      while (co_await self->stream->fill()) self->take();
      self->stream->close();
      self->timer.cancel();
    }
  }

  // Asks Redis for a sign of life again and again.
  static void watch(std::shared_ptr<Ear> self) {
    self->timer.expires_after(beat);
    self->timer.async_wait([self, watched = self->stream](boost::system::error_code cancelled) {
      if (cancelled || watched->closed()) return;
      if (Clock::now() - self->heard_at > longest_silence) return watched->close();
      const std::string_view ping[] = {"PING"};
      watched->send(ping);
      watch(self);
    });
  }

  void take() {
    heard_at = Clock::now();
    while (!stream->closed()) {
      const auto reply = stream->next();
      if (!reply) return;
      const auto* const list = reply->list();
      const auto* const kind = list && list->size() == 3 ? list->front().text() : nullptr;
      if (kind && *kind == "subscribe") {
        inside = true;
        if (joined) joined();
      } else if (kind && *kind == "message") {
        if (const auto* const text = list->back().text()) heard(*text);
      } else if (inside) {
        dialer.worked();  // it answers a beat, so this is more than letting us in
      } else if (reply->error()) {
        stream->close();
      }
    }
  }

  asio::io_context& loop;
  RedisDialer dialer;
  RedisTimer timer;
  std::string channel = {};
  std::function<void(std::string_view)> heard = {};
  std::function<void()> joined = {};
  std::shared_ptr<RedisStream> stream = {};
  Clock::time_point heard_at = {};
  bool inside = false;  // the channel
};

RedisListener::RedisListener(asio::io_context& loop, RedisOptions options, std::string channel,
                             std::function<void(std::string_view)> heard, std::function<void()> joined)
    : ear_{std::make_shared<Ear>(loop, without_health(std::move(options)))} {
  ear_->channel = std::move(channel);
  ear_->heard = std::move(heard);
  ear_->joined = std::move(joined);
}

RedisListener::~RedisListener() { stop(); }

void RedisListener::start() { asio::co_spawn(ear_->loop, Ear::run(ear_), rethrow); }

void RedisListener::stop() {
  ear_->dialer.stop();
  if (ear_->stream) ear_->stream->close();
  ear_->timer.cancel();
}

}  // namespace store
