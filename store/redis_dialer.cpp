#include "store/redis_dialer.hpp"

#include "store/redis_lookup.hpp"

#include "store/redis_trouble.hpp"

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <charconv>
#include <random>
#include <stdexcept>

namespace store {

namespace asio = boost::asio;
using boost::system::error_code;
using Way = RedisAddress::Way;
using State = RedisHealth::State;

namespace {

constexpr asio::use_awaitable_t<asio::io_context::executor_type> awaited;
constexpr std::chrono::seconds patience{1};  // with one that is to be connected to
constexpr unsigned free_tries = 3;

// Why an attempt came to nothing, in words of ours.
struct Unreached : std::runtime_error {
  using std::runtime_error::runtime_error;
};

[[noreturn]] void give_up(const std::string& reason) { throw Unreached(reason); }

// Loops that lost the same Redis do not come back all at once.
std::chrono::milliseconds about(std::chrono::milliseconds time) {
  thread_local std::minstd_rand chance{std::random_device{}()};
  return std::chrono::milliseconds{std::uniform_int_distribution{time.count() / 2, time.count()}(chance)};
}

}  // namespace

RedisDialer::RedisDialer(asio::io_context& loop, const RedisOptions& options)
    : loop_{loop},
      address_{options.address},
      deadline_{options.deadline},
      shortest_pause_{options.shortest_pause},
      longest_pause_{options.longest_pause},
      health_{options.health},
      pause_{loop.get_executor()} {
  if (address_.way != Way::tls) return;
  tls_.emplace(asio::ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(tls_->native_handle(), TLS1_2_VERSION);
  tls_->set_default_verify_paths();  // or SSL_CERT_FILE
  tls_->set_verify_mode(asio::ssl::verify_peer);
}

Task<std::shared_ptr<RedisStream>> RedisDialer::next() {
  if (state_ == State::up) become(State::trying);
  while (!stopped_) {
    if (tries_ >= free_tries) co_await pause();
    if (stopped_) break;
    ++tries_;
    if (auto stream = co_await dial()) co_return stream;
  }
  co_return nullptr;
}

Task<void> RedisDialer::pause() {
  const auto doublings = std::min(tries_ - free_tries, 16U);
  pause_.expires_after(about(std::min(shortest_pause_ * (1 << doublings), longest_pause_)));
  error_code ended;
  co_await pause_.async_wait(asio::redirect_error(awaited, ended));
}

void RedisDialer::become(State state, std::string_view reason) {
  if (health_ && !stopped_) health_->change(state_, state, reason);
}

// One that is late now and then is another thing than one that never answers in time.
void RedisDialer::failed(std::string_view reason) {
  if (tries_ >= free_tries) refused(reason);
}

void RedisDialer::refused(std::string_view reason) { become(State::down, reason); }

void RedisDialer::stop() {
  stopped_ = true;
  pause_.cancel();
  if (trying_) trying_->close();
}

// Inside, whatever goes wrong is thrown, since each step ends the attempt.
Task<std::shared_ptr<RedisStream>> RedisDialer::dial() {
  std::shared_ptr<RedisStream> stream;
  try {
    if (address_.way == Way::unix_socket) {
      stream = co_await reach_path();
    } else if (address_.way == Way::sentinel) {
      const auto host = co_await master();
      stream = co_await reach(host, false);
    } else {
      stream = co_await reach(address_.hosts.front(), address_.way == Way::tls);
    }
    const auto begun = std::chrono::steady_clock::now();
    co_await greet(*stream);
    stream->keep();
    // After a spell in which it did not answer in time, it counts again when it does.
    const bool in_time = std::chrono::steady_clock::now() - begun <= deadline_;
    if (state_ != State::down || in_time) become(State::up);
  } catch (const boost::system::system_error& error) {
    stream = nullptr;
    become(State::down, why(error.code(), trying_ && trying_->timed_out()));
  } catch (const std::runtime_error& error) {
    stream = nullptr;
    become(State::down, error.what());
  }
  if (trying_ && trying_ != stream) trying_->close();
  trying_ = nullptr;
  co_return stream;
}

std::shared_ptr<RedisStream> RedisDialer::attempt() {
  if (stopped_) give_up("we end");
  if (trying_) trying_->close();
  trying_ = std::make_shared<RedisStream>(loop_);
  trying_->close_after(patience);
  return trying_;
}

Task<std::shared_ptr<RedisStream>> RedisDialer::reach_path() {
  auto stream = attempt();
  const RedisStream::Endpoint endpoint{asio::local::stream_protocol::endpoint{address_.path}};
  co_await stream->connect(endpoint);
  co_return stream;
}

Task<std::shared_ptr<RedisStream>> RedisDialer::reach(Host host, bool encrypted) {
  const auto endpoints = co_await look_up(loop_, host.first, host.second, patience);
  std::string reason = "its name is not known";
  for (const auto& endpoint : endpoints) {
    auto stream = attempt();
    try {
      co_await stream->connect(endpoint);
      if (encrypted) co_await stream->encrypt(*tls_, host.first);
      co_return stream;
    } catch (const boost::system::system_error& error) {
      reason = why(error.code(), stream->timed_out());
    }
  }
  give_up(reason);
}

Task<RedisDialer::Host> RedisDialer::master() {
  std::string reason;
  for (const auto& sentinel : address_.hosts) {
    try {
      const auto stream = co_await reach(sentinel, false);
      const std::string_view question[] = {"SENTINEL", "get-master-addr-by-name", address_.master};
      stream->send(question);
      const auto reply = co_await stream->answer();
      stream->close();
      reason = reply ? "it knows no such master" : "it does not answer";
      const auto* const list = reply ? reply->list() : nullptr;
      if (!list || list->size() != 2) continue;
      const auto *const host = (*list)[0].text(), *const port = (*list)[1].text();
      unsigned short number = 0;
      if (host && port) std::from_chars(port->data(), port->data() + port->size(), number);
      if (number > 0) co_return Host{*host, number};
    } catch (const std::runtime_error& error) {
      reason = error.what();
    }
  }
  give_up("no sentinel told of the master, and of the last one: " + reason);
}

Task<void> RedisDialer::greet(RedisStream& stream) {
  const auto database = std::to_string(address_.database);
  std::vector<std::vector<std::string_view>> words;
  if (!address_.user.empty())
    words.push_back({"AUTH", address_.user, address_.password});
  else if (!address_.password.empty())
    words.push_back({"AUTH", address_.password});
  if (address_.database != 0) words.push_back({"SELECT", database});
  if (address_.way == Way::sentinel) words.push_back({"ROLE"});
  words.push_back({"PING"});  // whoever may connect may still be loading, or ask for a password
  for (const auto& command : words) stream.send(command);
  for (const auto& command : words) {
    const auto reply = co_await stream.answer();
    if (!reply)
      give_up(stream.timed_out() ? "timed out" : stream.broken() ? "it is no Redis" : "connection closed");
    const auto* const error = reply->error();
    const bool only_forbidden = command[0] == "PING" && error && error->text.starts_with("NOPERM");
    if (error && !only_forbidden) give_up(std::string{why_refused(error->text)});
    if (command[0] != "ROLE") continue;
    const auto* const role = reply->list();
    const auto* const name = role && !role->empty() ? role->front().text() : nullptr;
    if (!name || *name != "master") give_up("it is not the master");  // the sentinels have not told all yet
  }
}

}  // namespace store
