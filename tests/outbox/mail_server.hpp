#pragma once

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace test {

// A mail server on loopback (RFC 5321) that takes everything, but for the commands it was told to answer
// otherwise: {"RCPT", "550 5.1.1 no such person"}. "GREETING" and "." are its first line and the answer to a
// mail's end; an empty answer hangs up.
class MailServer {
 public:
  explicit MailServer(std::map<std::string, std::string> answers = {}, const char* address = "127.0.0.1")
      : answers_(std::move(answers)),
        acceptor_(loop_, {boost::asio::ip::make_address(address), 0}),
        thread_([this](const std::stop_token& stop) { serve(stop); }) {}
  ~MailServer() {
    thread_.request_stop();
    boost::system::error_code ignored;
    boost::asio::ip::tcp::socket{loop_}.connect(acceptor_.local_endpoint(), ignored);  // wakes accept
  }

  std::string url() const {
    const auto end = acceptor_.local_endpoint();
    return "smtp://" + end.address().to_string() + ":" + std::to_string(end.port());
  }
  std::vector<std::string> commands() {
    const std::lock_guard lock{mutex_};
    return commands_;
  }
  std::vector<std::string> mails() {
    const std::lock_guard lock{mutex_};
    return mails_;
  }

 private:
  void serve(const std::stop_token& stop) {
    while (true) {
      auto socket = acceptor_.accept();
      if (stop.stop_requested()) return;
      std::string pending;
      if (!say(socket, answer("GREETING", "220 mail.example ready"))) continue;
      while (converse(socket, pending)) {}
    }
  }

  // One command and its answer; false when the conversation is over.
  bool converse(boost::asio::ip::tcp::socket& socket, std::string& pending) {
    const auto line = read(socket, pending, "\r\n");
    if (line.empty()) return false;
    note(line);
    const auto verb = line.substr(0, line.find_first_of(" :"));
    if (verb == "QUIT") return say(socket, "221 2.0.0 bye") && false;
    if (verb == "EHLO")
      return say(socket, answer(verb, "250-mail.example\r\n250-AUTH PLAIN\r\n250 8BITMIME"));
    if (line == "AUTH PLAIN" && !answers_.contains(verb)) {
      say(socket, "334 ");
      note(read(socket, pending, "\r\n"));
      return say(socket, "235 2.7.0 welcome");
    }
    if (verb != "DATA") return say(socket, answer(verb, "250 2.1.0 fine"));
    if (!say(socket, answer(verb, "354 go on"))) return false;
    const auto mail = read(socket, pending, "\r\n.\r\n");
    if (mail.empty()) return false;
    {
      const std::lock_guard lock{mutex_};
      mails_.push_back(mail + "\r\n");
    }
    return say(socket, answer(".", "250 2.0.0 queued"));
  }

  void note(const std::string& command) {
    const std::lock_guard lock{mutex_};
    commands_.push_back(command);
  }

  std::string answer(const std::string& to, const std::string& usual) const {
    const auto found = answers_.find(to);
    return found == answers_.end() ? usual : found->second;
  }

  static bool say(boost::asio::ip::tcp::socket& socket, const std::string& line) {
    if (line.empty()) return false;
    boost::system::error_code error;
    boost::asio::write(socket, boost::asio::buffer(line + "\r\n"), error);
    return !error;
  }

  static std::string read(boost::asio::ip::tcp::socket& socket, std::string& pending, std::string_view mark) {
    boost::system::error_code error;
    const auto size = boost::asio::read_until(socket, boost::asio::dynamic_buffer(pending), mark, error);
    if (error) return {};
    const auto text = pending.substr(0, size - mark.size());
    pending.erase(0, size);
    return text;
  }

  std::map<std::string, std::string> answers_;
  boost::asio::io_context loop_{1};
  boost::asio::ip::tcp::acceptor acceptor_;
  std::mutex mutex_;
  std::vector<std::string> commands_, mails_;
  std::jthread thread_;
};

}  // namespace test
