#pragma once

#include "server/http/census.hpp"
#include "server/http/client.hpp"
#include "server/http/gate.hpp"
#include "server/http/loop.hpp"
#include "server/http/router.hpp"
#include "server/http/tls.hpp"
#include "server/services.hpp"
#include "server/swapped.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace server {

// What all connections of a listener share.
struct Common {
  Services& services;
  std::span<const Route> routes;
  bool limited = true;                       // whether requests count against Limits
  const Swapped<TlsContext>* tls = nullptr;  // null: plain HTTP
  KnownHost known_host = {};
  std::vector<Network> trusted_proxies = {};
  Census census{};
};

// One connection, from the first byte to the last: reads a header, has it judged, reads the body it
// announced, has it answered, and so on in order. A header that was refused, a body that was not read and a
// deadline that passed end it.
class Connection {
 public:
  // `client` has been counted in the census, which is put right at the end.
  Connection(Common& common, Loop& loop, Socket socket, boost::asio::ip::address peer, std::string client);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Task<void> run();

 private:
  Task<bool> next_request();  // whether one begins
  Task<bool> exchange();      // whether another may follow
  Task<Refused> read_head();
  Task<Refused> read_body(std::size_t length);
  Task<Response> handle(const Match& found);
  Task<bool> send(Response response, bool keep_alive, std::string_view route);
  Task<void> listen();  // to what the stream says, until either side ends it
  Task<bool> write(std::string_view head, std::string_view body);
  Task<void> linger();

  void take_request(const Verdict& verdict);
  std::optional<Response> turn_away(const Verdict& verdict, const Match& found);
  Response too_many(std::chrono::seconds wait);
  Response refuse(const Refused& why, const Request* request = nullptr);
  Response refusal(int status, const Request* request) const;
  Refused lost() const;  // why reading ended

  Common& common_;
  Loop& loop_;
  Guest guest_;
  const boost::asio::ip::address peer_;
  const std::string client_;

  // Held only while a request is, so that an idle connection costs little.
  std::unique_ptr<char[]> buffer_;
  std::size_t filled_ = 0;    // bytes read into the buffer
  std::size_t consumed_ = 0;  // of those, what the current request took
  std::string body_;
  decltype(Response::stream) stream_;  // begins when the answer has been sent
  Head head_;
  Request request_;
  Clock::time_point begun_;
  bool cut_short_ = false;  // answered before all that was announced had been read
};

}  // namespace server
