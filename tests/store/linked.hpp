#pragma once

#include "store/redis_link.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace test {

// Runs the loop until the condition holds; false: not within a time that no machine needs.
inline bool until(boost::asio::io_context& loop, const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    if (loop.stopped()) loop.restart();
    loop.run_one_for(std::chrono::milliseconds{5});
  }
  return true;
}

// Whether all that the loop does comes to an end.
inline bool runs_dry(boost::asio::io_context& loop) {
  loop.restart();
  loop.run_for(std::chrono::seconds{20});
  return loop.stopped();
}

// What Redis said, as a test writes it down.
inline std::string written(const std::optional<store::RedisReply>& reply) {
  if (!reply) return "none";
  if (reply->is_nil()) return "nil";
  if (const auto* text = reply->text()) return *text;
  if (const auto* number = reply->number()) return std::to_string(*number);
  if (const auto* error = reply->error()) return "-" + error->text;
  std::string all = "[";
  for (const auto& one : *reply->list()) all += (all.size() > 1 ? " " : "") + written(one);
  return all + "]";
}

// With time for a machine that does much else.
inline store::RedisOptions patient(const std::string& url) {
  return {.address = store::parse_redis_url(url), .deadline = std::chrono::seconds{10}};
}

// A loop and its link to Redis.
struct Linked {
  explicit Linked(store::RedisOptions options) : link{loop, std::move(options)} {}
  explicit Linked(const std::string& url) : Linked{patient(url)} {}
  ~Linked() {
    link.stop();
    runs_dry(loop);
  }

  bool connects() {
    return until(loop, [this] { return link.connected(); });
  }
  // The answer comes into `answers`, in the order of coming.
  void begin(std::vector<std::string> command) {
    boost::asio::co_spawn(loop, tell(std::move(command)), boost::asio::detached);
  }
  std::string say(std::vector<std::string> command) {
    const auto before = answers.size();
    begin(std::move(command));
    if (!until(loop, [&] { return answers.size() > before; })) return "no end";
    return answers.back();
  }

  boost::asio::io_context loop{1};
  store::RedisLink link;
  std::vector<std::string> answers = {};

 private:
  store::Task<void> tell(std::vector<std::string> command) {
    const std::vector<std::string_view> parts{command.begin(), command.end()};
    const auto reply = co_await link.call(parts);
    answers.push_back(written(reply));
  }
};

// A server on a loopback port that says what the test has it say to what it reads; nullopt: closes.
class StandIn {
 public:
  using Script = std::function<std::optional<std::string>(std::string_view read)>;

  StandIn(boost::asio::io_context& loop, Script script)
      : loop_{loop},
        acceptor_{loop, {boost::asio::ip::address_v4::loopback(), 0}},
        script_{std::move(script)} {
    accept();
  }
  ~StandIn() {
    acceptor_.close();
    for (const auto& guest : guests_) guest->socket.close();
    loop_.restart();
    loop_.poll();
  }
  StandIn(const StandIn&) = delete;
  StandIn& operator=(const StandIn&) = delete;

  std::string url() const { return "redis://127.0.0.1:" + std::to_string(port()); }
  unsigned short port() const { return acceptor_.local_endpoint().port(); }
  int accepted() const { return static_cast<int>(guests_.size()); }
  bool left(int guest) const { return guests_.at(static_cast<std::size_t>(guest))->left; }
  void now(Script script) { script_ = std::move(script); }

 private:
  struct Guest {
    boost::asio::ip::tcp::socket socket;
    std::array<char, 64 * 1024> room;
    std::string said = {};
    bool left = false;
  };
  void accept() {
    acceptor_.async_accept([this](boost::system::error_code fault, boost::asio::ip::tcp::socket socket) {
      if (fault) return;
      guests_.push_back(std::make_shared<Guest>(std::move(socket)));
      listen(guests_.back());
      accept();
    });
  }
  void listen(std::shared_ptr<Guest> guest) {
    guest->socket.async_read_some(boost::asio::buffer(guest->room),
                                  [this, guest](boost::system::error_code fault, std::size_t count) {
                                    if (fault) {
                                      guest->left = true;
                                      return;
                                    }
                                    speak(guest, {guest->room.data(), count});
                                  });
  }
  void speak(std::shared_ptr<Guest> guest, std::string_view read) {
    auto words = script_(read);
    if (!words) return guest->socket.close();
    guest->said = std::move(*words);
    boost::asio::async_write(guest->socket, boost::asio::buffer(guest->said),
                             [this, guest](boost::system::error_code fault, std::size_t) {
                               guest->left = !!fault;
                               if (!fault) listen(guest);
                             });
  }

  boost::asio::io_context& loop_;
  boost::asio::ip::tcp::acceptor acceptor_;
  Script script_;
  std::vector<std::shared_ptr<Guest>> guests_ = {};
};

// Lets everybody in as Redis does, and says nothing else.
inline std::optional<std::string> welcome(std::string_view read) {
  return read.find("PING") == std::string_view::npos ? "" : "+PONG\r\n";
}

}  // namespace test
