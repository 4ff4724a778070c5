#pragma once

#include "server/http/common.hpp"
#include "server/http/loop.hpp"
#include "server/http/sheet.hpp"

#include <boost/asio/ip/address.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace server {

// One connection, from the first byte to the last: reads a header, has it judged, reads the body it
// announced, has it answered, and so on in order. A header that was refused, a body that was not read and a
// deadline that passed end it.
//
// What can be answered at once is, within the turn of the loop in which it came. All else takes the road: a
// coroutine, which owns the connection for as long and gives it back to the loop with its last answer.
class Connection final : public Guest {
 public:
  // `client` has been counted in the census, which is put right at the end. `direct`: no proxy of ours stands
  // between it and the client.
  Connection(Common& common, Loop& loop, int descriptor, const boost::asio::ip::address& peer,
             std::string client, bool direct);
  ~Connection() override;

  static void begin(std::unique_ptr<Connection> connection);

 private:
  enum class Step : std::uint8_t { wait, road, end };

  void wake() override;
  void leave() override;
  static void rest(std::unique_ptr<Connection> self);  // until the next request
  static Task<void> road(std::unique_ptr<Connection> self);

  // Within a turn of the loop.
  Step advance();         // reads what is there and answers what can be answered at once
  Step answer_at_once();  // the one request that has come
  void judge();
  Step send(const Finished& finished, std::string_view more_lines);
  bool wants_end() const;  // whether bytes must be read away before the socket is closed

  // On the road.
  Task<bool> shake_hands();
  Task<bool> proceed();
  Task<bool> exchange();  // whether another may follow
  Task<Refused> read_head();
  Task<Refused> read_body(std::size_t length);
  Task<Response> handle(const Match& found);
  Task<bool> send(Response response, bool keep_alive, const Route* route);
  Task<void> listen();  // to what the stream says, until either side ends it
  Task<std::size_t> read_some(boost::asio::mutable_buffer room);
  using Guest::write;
  Task<bool> write(std::string_view head, std::string_view body);
  Task<void> linger();

  void take_request();
  std::optional<Response> turn_away(const Match& found);
  Response too_many(std::chrono::seconds wait);
  void note_limit() const;  // somebody asks too often
  bool is_direct() const;   // it is the peer who asks
  Response refuse(const Refused& why, const Request* request = nullptr);
  Response refusal(int status, const Request* request) const;
  Refused lost() const;  // why reading ended
  void log(const Route* route, int status, std::size_t bytes, std::string_view link, std::string_view shop,
           std::string_view cache);

  Common& common_;
  const std::string client_;
  const std::string shown_client_;                               // as the log may name it
  const std::unique_ptr<const boost::asio::ip::address> proxy_;  // who stands between; null: the peer counts
  bool shaken_;                                                  // hands, where there is TLS
  bool cut_short_ = false;        // answered before all that was announced had been read
  bool closing_ = false;          // has sent its last answer
  std::unique_ptr<Sheet> sheet_;  // held only while a request is, so that an idle connection costs little
  std::string unsent_;            // rest of an answer that found no room
  decltype(Response::stream) stream_;  // begins when the answer has been sent
};

}  // namespace server
