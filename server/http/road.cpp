#include "server/http/connection.hpp"

#include "server/clock.hpp"
#include "server/http/limits.hpp"
#include "server/http/refusals.hpp"
#include "server/http/reply.hpp"
#include "server/http/text.hpp"
#include "server/live.hpp"
#include "server/log.hpp"

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>

#include <sys/socket.h>

// What a connection does that may have to wait.
namespace server {

namespace asio = boost::asio;
using Next = Moved::Next;

namespace {

constexpr Refused vanished{-1, "vanished"};   // nobody is there to be answered
constexpr int breath = 16;                    // requests on one way, before others have their turn
constexpr std::size_t body_step = 64 * 1024;  // an announced length buys no more memory than what has come

// Beside what the page of the status says.
void add_advice(Response& response) {
  if (response.status == 405) response.headers.emplace_back("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE");
  if (response.status == 503) response.headers.emplace_back("Retry-After", "5");
}

}  // namespace

Task<void> Connection::road(std::unique_ptr<Connection> self) {
  auto& one = *self;
  bool more = true;
  if (!one.shaken_) more = co_await one.shake_hands();
  for (int rounds = 1; more; ++rounds) {
    if (rounds % breath == 0) co_await asio::post(one.loop.io(), as_result);  // others have their turn
    more = co_await one.proceed();
    if (!more) break;
    const auto step = one.advance();
    if (step == Step::end) co_return;
    if (step == Step::wait) co_return rest(std::move(self));
    one.loop.set_unbound(one);
  }
  if (one.stream_) co_return co_await one.listen();
  if (one.wants_end()) co_await one.linger();
}

Task<bool> Connection::shake_hands() {
  loop.set_busy(*this, loop.deadlines().handshake);
  for (;;) {
    const auto moved = Guest::shake_hands();
    if (moved.next == Next::more) break;
    if (moved.next != Next::ended) {
      const bool reached = co_await until(moved.next);
      if (reached) continue;
    }
    common_.services.metrics.refused(expired ? "slow" : "handshake");
    co_return false;
  }
  shaken_ = true;
  co_return true;
}

// What could not be done at once; whether another request may follow.
Task<bool> Connection::proceed() {
  if (!sheet_) co_return true;
  bool more = !closing_;
  if (!unsent_.empty()) {
    const bool written = co_await write(std::exchange(unsent_, {}), "");
    more = more && written;
  } else if (more && sheet_->filled > sheet_->begin) {
    more = co_await exchange();
  } else if (more) {
    co_await asio::post(loop.io(), as_result);  // it has had its turn for now
  }
  if (more) sheet_->advance();
  co_return more;
}

Task<bool> Connection::exchange() {
  auto& sheet = *sheet_;
  auto& verdict = sheet.verdict;
  if (!sheet.judged) {
    verdict = {};
    verdict.refused = co_await read_head();
    sheet.begun = loop.renew();
    if (verdict.refused == vanished) co_return false;
    judge();
  } else {
    sheet.begun = loop.renew();
  }
  const auto* route = sheet.match.route;
  if (verdict.refused) co_return co_await send(refuse(verdict.refused), false, nullptr);
  if (auto answer = turn_away(sheet.match)) {
    cut_short_ = verdict.content_length > 0;
    co_return co_await send(std::move(*answer), verdict.keep_alive && !cut_short_, route);
  }
  if (verdict.wants_continue) {
    const bool asked = co_await write("HTTP/1.1 100 Continue\r\n\r\n", "");
    if (!asked) co_return false;
  }
  if (verdict.content_length > 0) {
    const auto refused = co_await read_body(verdict.content_length);
    if (refused == vanished) co_return false;
    if (refused) co_return co_await send(refuse(refused, &sheet.request), false, route);
  }
  loop.set_unbound(*this);
  auto response = co_await handle(sheet.match);
  // Behind what the same turn makes ready: all its answers leave together, and wake who waits for them once.
  co_await asio::post(loop.io(), as_result);
  co_return co_await send(std::move(response), verdict.keep_alive, route);
}

// A listener sends nothing more: what comes is its end. All that its request took is given back, since there
// are many and they stay long.
Task<void> Connection::listen() {
  loop.give_back(std::move(sheet_));
  loop.set_listening(*this);
  const auto kept = std::exchange(stream_, nullptr)(loop, *this);
  if (!expired && !loop.stopping()) co_await until(Next::read);
  if (expired || loop.stopping()) loop.say(*this, retry_line() + "\n");
}

Task<Refused> Connection::read_head() {
  auto& sheet = *sheet_;
  loop.set_busy(*this, loop.deadlines().header);
  sheet.make_room();
  std::size_t searched = 0;
  for (;;) {
    const auto seen = sheet.seen();
    const auto end = seen.find("\r\n\r\n", searched > 3 ? searched - 3 : 0);
    if (end != seen.npos) {
      sheet.end = end + 4;
      co_return parse_head(seen.substr(0, sheet.end), sheet.head);
    }
    if (!may_be_header(seen, searched > 0 ? searched - 1 : 0)) co_return Refused{400, "bytes"};
    if (seen.size() == max_header_bytes)
      co_return seen.find("\r\n") == seen.npos ? Refused{414, "target"} : Refused{431, "header"};
    searched = seen.size();
    const auto moved = co_await read_some(asio::buffer(sheet.bytes) + sheet.filled);
    if (moved == 0) co_return lost();
    sheet.filled += moved;
  }
}

Task<Refused> Connection::read_body(std::size_t length) {
  auto& sheet = *sheet_;
  auto& body = sheet.body;
  loop.set_busy(*this, loop.deadlines().body);
  const auto here = std::min(sheet.filled - sheet.end, length);
  body.assign(sheet.bytes.data() + sheet.end, here);
  sheet.end += here;
  while (body.size() < length) {
    const auto before = body.size();
    body.resize(std::min(length, before + body_step));
    const auto count = co_await read_some(asio::buffer(body.data() + before, body.size() - before));
    if (count == 0) co_return lost();
    body.resize(before + count);
  }
  sheet.request.body = body;
  if (is_text(sheet.request.header("content-type")) && !is_utf8(body)) co_return Refused{400, "utf8"};
  co_return Refused{};
}

// Zero: it has ended, or its time is up.
Task<std::size_t> Connection::read_some(asio::mutable_buffer room) {
  for (;;) {
    const auto moved = read(room);
    if (moved.count > 0) co_return moved.count;
    if (moved.next == Next::ended) co_return 0;
    const bool reached = co_await until(moved.next);
    if (!reached) co_return 0;
  }
}

// What is answered before the body is read, and without it.
std::optional<Response> Connection::turn_away(const Match& found) {
  const auto& request = sheet_->request;
  if (common_.limited && !(found.route && !found.route->metered)) {
    const auto wait = common_.services.limits.request(request.client, now());
    if (wait.count() > 0) return too_many(wait);
  }
  if (!found.route && found.allow.empty()) return refusal(404, &request);
  if (!found.route) {
    auto response = refusal(405, &request);
    response.headers.emplace_back("Allow", found.allow);
    return response;
  }
  if (sheet_->verdict.content_length > found.route->body_limit) {
    common_.services.metrics.refused("body");
    return refusal(413, &request);
  }
  return std::nullopt;
}

// The one place that catches. A person is told that it is not their fault and a number to name; only the log
// says why.
Task<Response> Connection::handle(const Match& found) {
  const auto& request = sheet_->request;
  const bool may_change = request.method != Method::get && request.method != Method::head;
  Response response;
  int broken = 0;
  const auto failed = [&](int status, const char* words, const std::exception& error) {
    log_error(words, {{"id", request.id}, {"route", found.route->pattern}, {"reason", error.what()}});
    broken = status;
  };
  try {
    const std::span<const std::string_view> captures = found.captures;
    response = co_await found.route->handle(common_.services, request, captures);
    if (response.bad_code && common_.limited) {
      const auto wait = common_.services.limits.bad_code(request.client, now());
      if (wait.count() > 0) response = too_many(wait);
    }
  } catch (const store::Unavailable& error) {
    failed(503, "store unavailable", error);
  } catch (const std::exception& error) {
    failed(500, "request failed", error);
  }
  if (broken) {
    response = refusal(broken, &request);
    add_advice(response);
  }
  // What was written, and be it before something broke, must be seen by whoever reads after this answer.
  if (may_change) co_await common_.services.cache.settled();
  co_return response;
}

Response Connection::too_many(std::chrono::seconds wait) {
  note_limit();
  auto response = refusal(429, &sheet_->request);
  response.headers.emplace_back("Retry-After", fmt::to_string(wait.count()));
  return response;
}

// Of what the gate does not let in: nobody can say where the next request would begin.
Response Connection::refuse(const Refused& why, const Request* request) {
  cut_short_ = true;
  common_.services.metrics.refused(why.reason);
  auto response = refusal(why.status, request);
  add_advice(response);
  return response;
}

Response Connection::refusal(int status, const Request* request) const {
  try {
    auto response = refusal_page(common_.services, status, request);
    response.compressible = false;  // who is turned away must cost less than who is served
    return response;
  } catch (const std::exception& error) {
    log_error("no page for a refusal", {{"id", sheet_->request.id}, {"reason", error.what()}});
    return {.status = status, .content_type = "text/plain; charset=utf-8", .kind = Response::Kind::plain};
  }
}

Refused Connection::lost() const { return expired ? Refused{408, "slow"} : vanished; }

Task<bool> Connection::send(Response response, bool keep_alive, const Route* route) {
  const auto& request = sheet_->request;
  auto stream = std::move(response.stream);
  keep_alive = keep_alive && !stream && !loop.stopping();
  const Manner manner{.accept_encoding = request.header("accept-encoding"),
                      .date = loop.date(),
                      .secure = request.secure,
                      .head_only = request.method == Method::head,
                      .http_1_0 = sheet_->head.http_1_0,
                      .keep_alive = keep_alive,
                      .endless = static_cast<bool>(stream)};
  const auto finished = response.finished;
  const auto status = finished ? finished->status() : response.status;
  const auto link = finished ? finished->link_fingerprint() : std::move(response.link_fingerprint);
  const auto shop = finished ? finished->shop() : std::move(response.shop);
  const auto cache = response.cache;
  const auto reply = finish(std::move(response), manner);
  auto& counts = common_.counts(route);
  // Before it is written, so that who has the answer also finds it counted.
  counts.answered(request.method, status);
  const bool written = co_await write(reply.head, reply.body);
  counts.took(std::chrono::duration_cast<std::chrono::microseconds>(loop.renew() - sheet_->begun));
  log(route, status, reply.body.size(), link, shop, cache);
  sheet_->request.body = sheet_->body = {};
  if (written && stream && !manner.head_only) stream_ = std::move(stream);
  co_return written&& keep_alive;
}

// Tries at once, since there is nearly always room; waits only for the rest.
Task<bool> Connection::write(std::string_view head, std::string_view body) {
  std::array rest{asio::buffer(head), asio::buffer(body)};
  loop.set_busy(*this, loop.deadlines().write);
  for (;;) {
    const auto moved = write(std::span<const asio::const_buffer>{rest});
    const auto of_head = std::min(moved.count, rest[0].size());
    rest = {rest[0] + of_head, rest[1] + (moved.count - of_head)};
    if (asio::buffer_size(rest) == 0) co_return true;
    if (moved.next == Next::ended) co_return false;
    if (moved.next == Next::more) continue;
    const bool reached = co_await until(moved.next);
    if (!reached) co_return false;
  }
}

// Closing while bytes are still coming in would make the system answer them with a reset, which can overtake
// what was sent: so reads them away until the other side has closed too, or for a moment.
Task<void> Connection::linger() {
  if (tls) tls->say_goodbye();
  ::shutdown(descriptor, SHUT_WR);
  loop.set_busy(*this, loop.deadlines().linger);
  std::size_t count = 1;
  while (count > 0) count = co_await read_some(asio::buffer(loop.scratch()));
}

}  // namespace server
