#pragma once

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace test {

// A loopback port that was free a moment ago.
inline unsigned short free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{
      .sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
  socklen_t size = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  const bool found = ::bind(probe, plain, size) == 0 && ::getsockname(probe, plain, &size) == 0;
  ::close(probe);
  if (!found) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

// One blocking conversation with a Redis, for what a test wants to see or do there itself.
class RedisTalk {
 public:
  explicit RedisTalk(const std::filesystem::path& path)
      : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    path.string().copy(address.sun_path, sizeof address.sun_path - 1);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      ::close(socket_);
      throw std::runtime_error("no Redis there");
    }
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  ~RedisTalk() { ::close(socket_); }
  RedisTalk(const RedisTalk&) = delete;
  RedisTalk& operator=(const RedisTalk&) = delete;

  // The answer as text: a number's digits, an error as "-ERR …", a list's parts each on a line, nil as
  // nothing.
  std::string say(const std::vector<std::string>& command) {
    std::string sent = "*" + std::to_string(command.size()) + "\r\n";
    for (const auto& part : command) sent += "$" + std::to_string(part.size()) + "\r\n" + part + "\r\n";
    for (std::string_view rest = sent; !rest.empty();) {
      const auto count = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
      if (count <= 0) throw std::runtime_error("Redis does not listen");
      rest.remove_prefix(static_cast<std::size_t>(count));
    }
    return answer();
  }

 private:
  void more() {
    char room[4096];
    const auto count = ::recv(socket_, room, sizeof room, 0);
    if (count <= 0) throw std::runtime_error("Redis does not answer");
    read_.append(room, static_cast<std::size_t>(count));
  }
  std::string take(std::size_t count) {
    while (read_.size() < count) more();
    auto taken = read_.substr(0, count);
    read_.erase(0, count);
    return taken;
  }
  std::string line() {
    while (read_.find("\r\n") == std::string::npos) more();
    auto taken = take(read_.find("\r\n") + 2);
    taken.resize(taken.size() - 2);
    return taken;
  }
  std::string answer() {
    const auto head = line();
    if (head.front() == '-') return head;
    if (head.front() == '+' || head.front() == ':') return head.substr(1);
    const int count = std::stoi(head.substr(1));
    std::string text;
    if (head.front() == '$' && count >= 0) {
      text = take(static_cast<std::size_t>(count) + 2);
      text.resize(text.size() - 2);
    }
    if (head.front() == '*')
      for (int i = 0; i < count; ++i) text += (i > 0 ? "\n" : "") + answer();
    return text;
  }

  int socket_;
  std::string read_;
};

// A redis-server of the test's own, on a unix socket and a loopback port, in a folder that goes with it. It
// is ready when the constructor returns, and ends with the thread that started it, whatever happens.
class RedisServer {
 public:
  enum class Kind { server, sentinel };

  // `settings` are lines of redis.conf. It keeps nothing on disk unless told to `SAVE`.
  explicit RedisServer(std::string_view settings = "", Kind kind = Kind::server)
      : kind_(kind), port_(free_port()) {
    auto name = (std::filesystem::temp_directory_path() / "claimcheck-redis-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no folder for Redis");
    folder_ = name;
    std::ofstream{folder_ / "redis.conf"} << "bind 127.0.0.1\nport " << port_ << "\nunixsocket "
                                          << socket().string() << "\ndir " << name
                                          << "\nsave \"\"\nlogfile redis.log\n"
                                          << settings << '\n';
    start();
  }
  ~RedisServer() {
    kill();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path socket() const { return folder_ / "redis.sock"; }
  std::filesystem::path dump() const { return folder_ / "dump.rdb"; }  // what SAVE writes and a start reads
  unsigned short port() const { return port_; }
  std::string url() const { return "unix:" + socket().string(); }
  std::string tcp_url() const { return "redis://127.0.0.1:" + std::to_string(port_); }
  pid_t pid() const { return pid_; }

  std::string say(const std::vector<std::string>& command) const { return RedisTalk{socket()}.say(command); }
  void flush() const { say({"FLUSHALL"}); }
  // Nothing of it moves when this returns.
  void freeze() const {
    ::kill(pid_, SIGSTOP);
    int status = 0;
    ::waitpid(pid_, &status, WUNTRACED);
  }
  void thaw() const { ::kill(pid_, SIGCONT); }
  // At once, as when the machine fails. Safe to repeat.
  void kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(std::exchange(pid_, -1), nullptr, 0);
    std::filesystem::remove(socket());
  }
  // Again, after `kill`, with the same port, socket and what was saved.
  void start() {
    const auto file = folder_ / "redis.conf";
    pid_ = ::fork();
    if (pid_ == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      const int nowhere = ::open("/dev/null", O_RDWR);
      for (int i = 0; i < 3; ++i) ::dup2(nowhere, i);
      ::execlp("redis-server", "redis-server", file.c_str(), kind_ == Kind::sentinel ? "--sentinel" : nullptr,
               nullptr);
      ::_exit(127);
    }
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (!answers()) {
      if (::waitpid(pid_, nullptr, WNOHANG) != 0 || std::chrono::steady_clock::now() > until)
        throw std::runtime_error("redis-server does not start: see " + (folder_ / "redis.log").string());
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
  }

 private:
  bool answers() const {
    try {
      return !say({"PING"}).starts_with("-LOADING");
    } catch (const std::runtime_error&) {
      return false;
    }
  }

  Kind kind_;
  unsigned short port_;
  std::filesystem::path folder_;
  pid_t pid_ = -1;
};

}  // namespace test
