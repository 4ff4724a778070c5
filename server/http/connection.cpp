#include "server/http/connection.hpp"

#include "server/http/limits.hpp"
#include "server/http/reply.hpp"
#include "server/log.hpp"

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <array>
#include <exception>

namespace server {

namespace asio = boost::asio;
using Next = Moved::Next;

namespace {

constexpr int reads_at_once = 16;  // of one guest, before others have their turn

}  // namespace

Connection::Connection(Common& common, Loop& on, int socket, const asio::ip::address& peer,
                       std::string client, bool direct)
    : Guest{on, socket},
      common_{common},
      client_{std::move(client)},
      shown_client_{shorten_ip(client_)},
      proxy_{direct ? nullptr : std::make_unique<const asio::ip::address>(peer)},
      shaken_{common.tls == nullptr} {
  if (common_.tls) tls = common_.tls->get()->open(socket);
  loop.greet(*this);
  common_.services.metrics.connection_opened();
}

Connection::~Connection() {
  common_.services.metrics.connection_closed();
  loop.part(*this);
  common_.census.leave(client_);
  if (sheet_) loop.give_back(std::move(sheet_));
}

void Connection::begin(std::unique_ptr<Connection> connection) {
  auto& self = *connection;
  if (self.expired) return;  // the loop had no room
  if (!self.shaken_) {
    asio::co_spawn(self.loop.io(), road(std::move(connection)), asio::detached);
    return;
  }
  rest(std::move(connection));
}

void Connection::wake() {
  waiting = false;
  std::unique_ptr<Connection> self{this};
  auto step = Step::end;
  try {
    step = advance();
  } catch (const std::exception& error) {
    log_error("request failed", {{"reason", error.what()}});
  }
  if (step == Step::wait) return rest(std::move(self));
  if (step == Step::end) return;
  loop.set_unbound(*this);
  asio::co_spawn(loop.io(), road(std::move(self)), asio::detached);
}

void Connection::leave() { const std::unique_ptr<Connection> last{this}; }

void Connection::rest(std::unique_ptr<Connection> self) {
  auto& one = *self;
  if (one.sheet_) one.loop.give_back(std::move(one.sheet_));
  if (one.loop.stopping()) return;
  one.waiting = true;
  one.loop.set_idle(one);
  self.release();  // NOLINT: it is the loop's until it wakes or leaves
}

Connection::Step Connection::advance() {
  if (!sheet_) sheet_ = loop.take_sheet();
  auto& sheet = *sheet_;
  for (int reads = 0; reads < reads_at_once;) {
    while (sheet.filled > sheet.begin) {
      const auto step = answer_at_once();
      if (step != Step::wait) return step;
      sheet.advance();
    }
    if (!may_read()) return Step::wait;
    ++reads;
    const auto moved = read(asio::buffer(sheet.bytes));
    if (moved.next == Next::ended) return Step::end;
    sheet.filled = moved.count;
  }
  return Step::road;
}

bool Connection::wants_end() const { return cut_short_ || (sheet_ && sheet_->has_more()) || has_bytes(); }

// Step::wait: it has been answered.
Connection::Step Connection::answer_at_once() {
  auto& sheet = *sheet_;
  const auto seen = sheet.seen();
  const auto head_end = seen.find("\r\n\r\n");
  if (head_end == seen.npos) return Step::road;
  sheet.begun = loop.time();
  sheet.end = sheet.begin + head_end + 4;
  sheet.verdict = {};
  sheet.verdict.refused = parse_head(seen.substr(0, head_end + 4), sheet.head);
  judge();
  const auto& verdict = sheet.verdict;
  const auto* route = sheet.match.route;
  if (verdict.refused || !route || !route->ready || verdict.content_length > 0) return Step::road;
  const auto finished = route->ready(common_.services, sheet.request, sheet.match.captures);
  if (!finished) return Step::road;
  if (common_.limited) {
    auto& limits = common_.services.limits;
    const auto& client = sheet.request.client;
    auto wait = route->metered ? limits.request(client, loop.wall_time()) : std::chrono::seconds{};
    if (wait.count() == 0 && finished->bad_code()) wait = limits.bad_code(client, loop.wall_time());
    if (wait.count() > 0) {
      note_limit();
      const auto answer = common_.turnstile.too_many(common_.services, sheet.request, loop.time());
      return send(*answer, fmt::format("\r\nRetry-After: {}", wait.count()));
    }
  }
  return send(*finished, {});
}

void Connection::judge() {
  auto& sheet = *sheet_;
  // What was of another request is gone.
  sheet.request.headers.clear();
  sheet.request.path = sheet.request.query = sheet.request.body = {};
  sheet.request.client = client_;
  sheet.request.secure = tls != nullptr;
  loop.new_id(sheet.request.id);
  sheet.judged = true;
  sheet.match.route = nullptr;
  if (!sheet.verdict.refused) sheet.verdict = check(sheet.head, common_.known_host);
  sheet.request.method = sheet.verdict.method;
  if (sheet.verdict.refused) return;
  take_request();
  common_.router.match(sheet.request.method, sheet.request.path, sheet.match);
}

Connection::Step Connection::send(const Finished& finished, std::string_view more_lines) {
  const auto& sheet = *sheet_;
  const auto& request = sheet.request;
  const bool keep_alive = sheet.verdict.keep_alive && !loop.stopping();
  const auto& form = finished.form(sheet_->choose(request.header("accept-encoding")));
  const std::string_view body = request.method == Method::head ? std::string_view{} : form.body;
  const std::array pieces{asio::buffer(finished.start()),
                          asio::buffer(loop.date()),
                          asio::buffer(more_lines),
                          asio::buffer(manner_lines(request.secure, sheet.head.http_1_0, keep_alive)),
                          asio::buffer(form.head),
                          asio::buffer(body)};
  auto& counts = common_.counts(sheet.match.route);
  // Before it is written, so that who has the answer also finds it counted.
  counts.answered(request.method, finished.status());
  const auto moved = write(pieces);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(loop.renew() - sheet.begun);
  counts.took(took);
  log(sheet.match.route, finished.status(), body.size(), finished.link_fingerprint(), finished.shop(),
      finished.status() == 200 ? "hit" : "");
  if (moved.next == Next::ended) return Step::end;
  closing_ = !keep_alive;
  if (auto left = asio::buffer_size(pieces) - moved.count; left > 0) {
    for (auto piece = pieces.rbegin(); left > 0; ++piece) {
      const auto part = std::min(left, piece->size());
      unsent_.insert(0, static_cast<const char*>(piece->data()) + piece->size() - part, part);
      left -= part;
    }
    return Step::road;
  }
  if (keep_alive) return Step::wait;
  return wants_end() ? Step::road : Step::end;
}

bool Connection::is_direct() const { return !proxy_ || sheet_->request.client == client_; }

void Connection::note_limit() const {
  const auto& request = sheet_->request;
  const auto client = is_direct() ? shown_client_ : shorten_ip(request.client);
  common_.services.metrics.refused("limit");
  log_security("limit met", {{"id", request.id}, {"client", client}});
}

void Connection::log(const Route* route, int status, std::size_t bytes, std::string_view link,
                     std::string_view shop, std::string_view cache) {
  const auto& request = sheet_->request;
  const bool direct = is_direct();
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(loop.time() - sheet_->begun);
  loop.log({.id = request.id,
            .route = route ? route->pattern : Common::no_route,
            .method = name_of(request.method),
            .status = status,
            .bytes = bytes,
            .microseconds = took.count(),
            .client = direct ? shown_client_ : request.client,
            .shortened = direct,
            .link = link,
            .shop = shop,
            .cache = cache});
}

void Connection::take_request() {
  auto& request = sheet_->request;
  request.path = sheet_->verdict.path;
  request.query = sheet_->verdict.query;
  request.headers.swap(sheet_->head.fields);
  if (!proxy_) return;
  auto [client, secure] = origin(*proxy_, request.headers, common_.trusted_proxies);
  request.client = std::move(client);
  request.secure = request.secure || secure;
}

}  // namespace server
