#include "store/redis_link.hpp"

#include "store/redis_dialer.hpp"
#include "store/redis_line.hpp"

#include <boost/asio/co_spawn.hpp>

namespace store {

namespace asio = boost::asio;

struct RedisLink::Wire {
  Wire(asio::io_context& its_loop, RedisOptions its_options)
      : loop{its_loop}, options{std::move(its_options)}, dialer{loop, options} {}

  static Task<void> run(std::shared_ptr<Wire> self) {
    const bool to_master = self->options.address.way == RedisAddress::Way::sentinel;
    while (auto stream = co_await self->dialer.next()) {
      RedisLine::Troubles troubles{[&dialer = self->dialer](auto reason) { dialer.failed(reason); },
                                   [&dialer = self->dialer](auto reason) { dialer.refused(reason); }};
      self->line = std::make_shared<RedisLine>(self->loop, std::move(stream), self->options.deadline,
                                               to_master, std::move(troubles));
      co_await self->line->serve();
      if (self->line->was_of_use()) self->dialer.worked();
      self->line = nullptr;
    }
  }

  asio::io_context& loop;
  const RedisOptions options;
  RedisDialer dialer;
  std::shared_ptr<RedisLine> line = {};
};

RedisLink::RedisLink(asio::io_context& loop, RedisOptions options)
    : wire_{std::make_shared<Wire>(loop, std::move(options))} {
  asio::co_spawn(loop, Wire::run(wire_), rethrow);
}

RedisLink::~RedisLink() { stop(); }

bool RedisLink::connected() const { return wire_->line && !wire_->line->closed(); }

Task<std::optional<RedisReply>> RedisLink::call(RedisCommand command) {
  if (!connected()) co_return std::nullopt;
  auto begin = [&](RedisLine::Caller caller) { wire_->line->call(command, std::move(caller)); };
  RedisLine::Token token;
  co_return co_await asio::async_initiate<RedisLine::Token, RedisLine::Signature>(begin, token);
}

Task<std::optional<RedisReply>> RedisLink::call_all(std::span<const RedisCommand> commands) {
  if (!connected()) co_return std::nullopt;
  auto begin = [&](RedisLine::Caller caller) { wire_->line->call_all(commands, std::move(caller)); };
  RedisLine::Token token;
  co_return co_await asio::async_initiate<RedisLine::Token, RedisLine::Signature>(begin, token);
}

void RedisLink::stop() {
  wire_->dialer.stop();
  if (wire_->line) wire_->line->close();
}

}  // namespace store
