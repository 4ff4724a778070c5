#pragma once

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <condition_variable>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace test {

// A whole HTTP answer; `headers` each end in CR LF.
inline std::string http_answer(const std::string& status, const std::string& body,
                               const std::string& headers = "") {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers +
         "\r\n" + body;
}

// A server on loopback that reads one HTTP request after another, gives each the next of its answers, the
// last one ever after, and hangs up.
class CannedServer {
 public:
  static constexpr std::string_view silent = "never";  // reads, and holds the connection without a word

  explicit CannedServer(std::string_view answer) : CannedServer(std::vector{std::string{answer}}) {}
  explicit CannedServer(std::vector<std::string> answers)
      : answers_(std::move(answers)), thread_([this](const std::stop_token& stop) { serve(stop); }) {}
  ~CannedServer() {
    thread_.request_stop();
    boost::system::error_code ignored;
    boost::asio::ip::tcp::socket{loop_}.connect(acceptor_.local_endpoint(), ignored);  // wakes accept
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()); }
  std::vector<std::string> requests() {
    const std::lock_guard lock{mutex_};
    return requests_;
  }
  void wait_for_request() {
    std::unique_lock lock{mutex_};
    came_.wait(lock, [this] { return !requests_.empty(); });
  }

 private:
  void serve(const std::stop_token& stop) {
    std::list<boost::asio::ip::tcp::socket> held;
    for (std::size_t next = 0;; ++next) {
      auto socket = acceptor_.accept();
      if (stop.stop_requested()) return;
      auto request = read(socket);
      {
        const std::lock_guard lock{mutex_};
        requests_.push_back(std::move(request));
      }
      came_.notify_all();
      const auto& answer = answers_[std::min(next, answers_.size() - 1)];
      boost::system::error_code ignored;
      if (answer == silent)
        held.push_back(std::move(socket));
      else
        boost::asio::write(socket, boost::asio::buffer(answer), ignored);
    }
  }

  static std::string read(boost::asio::ip::tcp::socket& socket) {
    std::string text;
    boost::system::error_code ignored;
    const auto head = boost::asio::read_until(socket, boost::asio::dynamic_buffer(text), "\r\n\r\n", ignored);
    std::size_t length = 0;
    constexpr std::string_view name = "Content-Length: ";
    if (const auto at = text.find(name); at != text.npos)
      std::from_chars(text.data() + at + name.size(), text.data() + text.size(), length);
    const auto missing = head + length - std::min(text.size(), head + length);
    boost::asio::read(socket, boost::asio::dynamic_buffer(text), boost::asio::transfer_exactly(missing),
                      ignored);
    return text;
  }

  std::vector<std::string> answers_;
  boost::asio::io_context loop_{1};
  boost::asio::ip::tcp::acceptor acceptor_{loop_, {boost::asio::ip::address_v4::loopback(), 0}};
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<std::string> requests_;
  std::jthread thread_;
};

}  // namespace test
