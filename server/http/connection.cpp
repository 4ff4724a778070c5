#include "server/http/connection.hpp"

#include "server/clock.hpp"
#include "server/http/limits.hpp"
#include "server/http/metrics.hpp"
#include "server/http/refusals.hpp"
#include "server/http/reply.hpp"
#include "server/http/text.hpp"
#include "server/log.hpp"

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <cstring>

namespace server {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr Refused vanished{-1, "vanished"};  // nobody is there to be answered
constexpr std::string_view no_route = "-";
constexpr std::size_t body_step = 64 * 1024;  // an announced length buys no more memory than what has come

// Beside what the page of the status says.
void add_advice(Response& response) {
  if (response.status == 405) response.headers.emplace_back("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE");
  if (response.status == 503) response.headers.emplace_back("Retry-After", "5");
}

}  // namespace

Connection::Connection(Common& common, Loop& loop, Socket socket, asio::ip::address peer, std::string client)
    : common_{common},
      loop_{loop},
      guest_{std::move(socket)},
      peer_{std::move(peer)},
      client_{std::move(client)} {
  error_code ignored;
  guest_.socket.set_option(asio::ip::tcp::no_delay{true}, ignored);
  guest_.socket.non_blocking(true, ignored);
  if (common_.tls) guest_.tls = common_.tls->get()->open(guest_.socket.native_handle());
  loop_.greet(guest_);
  common_.services.metrics.connection_opened();
}

Connection::~Connection() {
  common_.services.metrics.connection_closed();
  loop_.part(guest_);
  common_.census.leave(client_);
}

Task<void> Connection::run() {
  bool more = co_await next_request();
  while (more) {
    more = co_await exchange();
    if (more) more = co_await next_request();
  }
  if (stream_) co_return co_await listen();
  error_code error;
  if (cut_short_ || filled_ > consumed_ || guest_.socket.available(error) > 0) co_await linger();
}

Task<bool> Connection::next_request() {
  filled_ -= consumed_;
  if (filled_ > 0) {  // pipelined
    std::memmove(buffer_.get(), buffer_.get() + consumed_, filled_);
    consumed_ = 0;
    co_return true;
  }
  consumed_ = 0;
  buffer_.reset();
  error_code ignored;
  if (loop_.stopping() && guest_.socket.available(ignored) == 0) co_return false;
  loop_.set_idle(guest_);
  const auto [error] = co_await guest_.socket.async_wait(Socket::wait_read, as_result);
  co_return !error;
}

Task<bool> Connection::exchange() {
  request_ = {.id = loop_.new_id()};
  Verdict verdict;
  verdict.refused = co_await read_head();
  begun_ = Clock::now();
  if (!verdict.refused) verdict = check(head_, common_.known_host);
  request_.method = verdict.method;
  if (verdict.refused == vanished) co_return false;
  if (verdict.refused) co_return co_await send(refuse(verdict.refused), false, no_route);

  take_request(verdict);
  const auto found = match(common_.routes, request_.method, request_.path);
  const auto route = found.route ? found.route->pattern : no_route;
  if (auto answer = turn_away(verdict, found)) {
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
    if (refused) co_return co_await send(refuse(refused, &request_), false, route);
  }
  loop_.set_unbound(guest_);
  auto response = co_await handle(found);
  co_return co_await send(std::move(response), verdict.keep_alive, route);
}

// A listener sends nothing more: what comes is its end. All that its request took is given back, since there
// are many and they stay long.
Task<void> Connection::listen() {
  buffer_.reset();
  head_ = {};
  request_ = {};
  loop_.set_listening(guest_);
  const auto kept = std::exchange(stream_, nullptr)(loop_, guest_);
  if (!guest_.expired && !loop_.stopping()) co_await guest_.socket.async_wait(Socket::wait_read, as_result);
  if (guest_.expired || loop_.stopping()) loop_.say(guest_, retry_line() + "\n");
}

Task<Refused> Connection::read_head() {
  loop_.set_busy(guest_, loop_.deadlines().header);
  if (!buffer_) buffer_ = std::make_unique_for_overwrite<char[]>(max_header_bytes);
  std::size_t searched = 0;
  for (;;) {
    const std::string_view seen{buffer_.get(), filled_};
    const auto end = seen.find("\r\n\r\n", searched > 3 ? searched - 3 : 0);
    if (end != seen.npos) {
      consumed_ = end + 4;
      co_return parse_head(seen.substr(0, consumed_), head_);
    }
    if (!may_be_header(seen, searched > 0 ? searched - 1 : 0)) co_return Refused{400, "bytes"};
    if (filled_ == max_header_bytes)
      co_return seen.find("\r\n") == seen.npos ? Refused{414, "target"} : Refused{431, "header"};
    searched = filled_;
    const auto room = asio::buffer(buffer_.get() + filled_, max_header_bytes - filled_);
    const auto [error, count] = co_await guest_.socket.async_read_some(room, as_result);
    if (error) co_return lost();
    filled_ += count;
  }
}

Task<Refused> Connection::read_body(std::size_t length) {
  loop_.set_busy(guest_, loop_.deadlines().body);
  const auto here = std::min(filled_ - consumed_, length);
  body_.assign(buffer_.get() + consumed_, here);
  consumed_ += here;
  while (body_.size() < length) {
    const auto before = body_.size();
    body_.resize(std::min(length, before + body_step));
    const auto room = asio::buffer(body_.data() + before, body_.size() - before);
    const auto [error, count] = co_await guest_.socket.async_read_some(room, as_result);
    if (error) co_return lost();
    body_.resize(before + count);
  }
  request_.body = body_;
  if (is_text(request_.header("content-type")) && !is_utf8(body_)) co_return Refused{400, "utf8"};
  co_return Refused{};
}

void Connection::take_request(const Verdict& verdict) {
  request_.path = verdict.path;
  request_.query = verdict.query;
  request_.headers.swap(head_.fields);
  auto [client, secure] = origin(peer_, request_.headers, common_.trusted_proxies);
  request_.client = std::move(client);
  request_.secure = secure;
}

// What is answered before the body is read, and without it.
std::optional<Response> Connection::turn_away(const Verdict& verdict, const Match& found) {
  if (common_.limited && !(found.route && !found.route->metered)) {
    const auto wait = common_.services.limits.request(request_.client, now());
    if (wait.count() > 0) return too_many(wait);
  }
  if (!found.route && found.allow.empty()) return refusal(404, &request_);
  if (!found.route) {
    auto response = refusal(405, &request_);
    response.headers.emplace_back("Allow", found.allow);
    return response;
  }
  if (verdict.content_length > found.route->body_limit) {
    common_.services.metrics.refused("body");
    return refusal(413, &request_);
  }
  return std::nullopt;
}

// The one place that catches. A person is told that it is not their fault and a number to name; only the log
// says why.
Task<Response> Connection::handle(const Match& found) {
  int broken = 0;
  try {
    const std::span<const std::string_view> captures = found.captures;
    auto response = co_await found.route->handle(common_.services, request_, captures);
    if (response.bad_code && common_.limited) {
      const auto wait = common_.services.limits.bad_code(request_.client, now());
      if (wait.count() > 0) co_return too_many(wait);
    }
    co_return response;
  } catch (const store::Unavailable& error) {
    log_error("store unavailable",
              {{"id", request_.id}, {"route", found.route->pattern}, {"reason", error.what()}});
    broken = 503;
  } catch (const std::exception& error) {
    log_error("request failed",
              {{"id", request_.id}, {"route", found.route->pattern}, {"reason", error.what()}});
    broken = 500;
  }
  auto response = refusal(broken, &request_);
  add_advice(response);
  co_return response;
}

Response Connection::too_many(std::chrono::seconds wait) {
  common_.services.metrics.refused("limit");
  log_security("limit met", {{"id", request_.id}, {"client", shorten_ip(request_.client)}});
  auto response = refusal(429, &request_);
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
    log_error("no page for a refusal", {{"id", request_.id}, {"reason", error.what()}});
    return {.status = status, .content_type = "text/plain; charset=utf-8", .kind = Response::Kind::plain};
  }
}

Refused Connection::lost() const { return guest_.expired ? Refused{408, "slow"} : vanished; }

Task<bool> Connection::send(Response response, bool keep_alive, std::string_view route) {
  auto stream = std::move(response.stream);
  keep_alive = keep_alive && !stream && !loop_.stopping();
  const Manner manner{.accept_encoding = request_.header("accept-encoding"),
                      .date = loop_.date(),
                      .secure = request_.secure,
                      .head_only = request_.method == Method::head,
                      .http_1_0 = head_.http_1_0,
                      .keep_alive = keep_alive,
                      .endless = static_cast<bool>(stream)};
  const auto status = response.status;
  const auto link = std::move(response.link_fingerprint), shop = std::move(response.shop);
  const auto reply = finish(std::move(response), manner);
  const auto took = [&] {
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun_);
  };
  // Before it is written, so that who has the answer also finds it counted.
  common_.services.metrics.request(route, request_.method, status, took());
  const bool written = co_await write(reply.head, reply.body);

  log_request({.id = request_.id,
               .route = route,
               .method = name_of(request_.method),
               .status = status,
               .bytes = reply.body.size(),
               .microseconds = took().count(),
               .client = request_.client.empty() ? client_ : request_.client,
               .link = link,
               .shop = shop});
  body_ = {};
  if (written && stream && !manner.head_only) stream_ = std::move(stream);
  co_return written&& keep_alive;
}

// Tries at once, since there is nearly always room; waits only for the rest.
Task<bool> Connection::write(std::string_view head, std::string_view body) {
  std::array<asio::const_buffer, 2> rest{asio::buffer(head), asio::buffer(body)};
  error_code error;
  const auto count = guest_.socket.write_some(rest, error);
  if (error && error != asio::error::would_block) co_return false;
  if (count == head.size() + body.size()) co_return true;
  rest = {asio::buffer(head) + count, asio::buffer(body) + (count - std::min(count, head.size()))};
  loop_.set_busy(guest_, loop_.deadlines().write);
  const auto [failed, more] = co_await asio::async_write(guest_.socket, rest, as_result);
  co_return !failed;
}

// Closing while bytes are still coming in would make the system answer them with a reset, which can overtake
// what was sent: so reads them away until the other side has closed too, or for a moment.
Task<void> Connection::linger() {
  error_code ignored;
  guest_.socket.shutdown(Socket::shutdown_send, ignored);
  loop_.set_busy(guest_, loop_.deadlines().linger);
  for (;;) {
    const auto scratch = asio::buffer(loop_.scratch());
    const auto [error, count] = co_await guest_.socket.async_read_some(scratch, as_result);
    if (error || guest_.expired) co_return;
  }
}

}  // namespace server
